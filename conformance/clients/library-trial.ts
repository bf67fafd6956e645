import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { ClientProgram, type ProgramRequest, type ProgramTokens } from './client-program.ts';
import type { Cast } from './library-cast.ts';
import { claimsOf, type Stage } from './stage.ts';

/** A client library outside Node. */
export interface Library {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly skip?: string;
  readonly command: readonly string[];
  /** Variables by which its program trusts Vakt; called once Vakt runs and has made its certificates. */
  readonly trust: (stage: Stage) => Readonly<Record<string, string>>;
  /** How it says that the user must be asked, beside what the authority said. */
  readonly interactionRequired: RegExp;
  /** Forgets the port when it looks into its cache, or renews: what follows a first token is tried on port 443. */
  readonly losesPort?: boolean;
  /** Asks about the user's realm at port 443, wherever the authority is (reference: identity, section 0, rule 2). */
  readonly asksRealmAtPort443?: boolean;
  /** A confidential client of it gets no new token for a user while the old one is good. */
  readonly confidentialUserCannotRenew?: boolean;
}

const vaktCommand = resolve(import.meta.dirname, '../../apps/cli/bin/vakt.mjs');

/** Where the library finds Vakt. */
export interface Way {
  readonly title: string;
  readonly instanceDiscovery: boolean;
  readonly inPrivateNetwork: boolean;
  readonly authorityOf: (stage: Stage, segment: string) => string;
  readonly commandFor: (library: Library) => readonly string[];
}

export const AT_ITS_OWN_ADDRESS: Way = {
  title: 'at Vakt’s own address, told not to ask the public cloud about it',
  instanceDiscovery: false,
  inPrivateNetwork: false,
  authorityOf: (stage, segment) => `${stage.origin}/${segment}`,
  commandFor: ({ command }) => command,
};

const underExec: Way['commandFor'] = ({ command }) => [
  process.execPath,
  vaktCommand,
  'exec',
  '--',
  ...command,
];

export const AT_ITS_OWN_NAME: Way = {
  title: 'at Vakt’s own name on port 443, told not to ask the public cloud about it',
  instanceDiscovery: false,
  inPrivateNetwork: true,
  authorityOf: (_stage, segment) => `https://localhost/${segment}`,
  commandFor: underExec,
};

export const UNDER_THE_REAL_NAMES: Way = {
  title: 'under `vakt exec`, as it is by default',
  instanceDiscovery: true,
  inPrivateNetwork: true,
  authorityOf: (_stage, segment) => `https://login.microsoftonline.com/${segment}`,
  commandFor: underExec,
};

/** Whether the library's program can go on after a first token. */
export const canGoOn = (library: Library, way: Way): boolean =>
  library.losesPort !== true || way !== AT_ITS_OWN_ADDRESS;

/** A request as a test writes it: where the authority is goes without saying. */
type Asked = ProgramRequest extends infer Each
  ? Each extends ProgramRequest
    ? Omit<Each, 'authority' | 'instanceDiscovery' | 'goesOn'>
    : never
  : never;

/** A library's program that runs, and what its tokens must be. */
export class Trial {
  readonly cast: Cast;
  readonly #way: Way;
  readonly #goesOn: boolean;
  readonly #program: ClientProgram;

  constructor(library: Library, way: Way, cast: Cast) {
    this.cast = cast;
    this.#way = way;
    this.#goesOn = canGoOn(library, way);
    const environment = { VAKT_DATA: cast.stage.vakt.data, ...library.trust(cast.stage) };
    this.#program = ClientProgram.start(way.commandFor(library), environment);
  }

  close(): Promise<void> {
    return this.#program.close();
  }

  ask(asked: Asked, segment = this.cast.tenant.tenantId): Promise<ProgramTokens> {
    const { instanceDiscovery, authorityOf } = this.#way;
    const authority = authorityOf(this.cast.stage, segment);
    return this.#program.ask(
      { ...asked, authority, instanceDiscovery, goesOn: this.#goesOn },
      this.cast.person(),
    );
  }

  assertCached({ first, cached }: ProgramTokens): void {
    if (this.#goesOn) assert.equal(cached, first, 'the second comes from the cache');
  }

  /** @param proof `appidacr`: 1 for a secret, 2 for a certificate. */
  async assertDaemon(tokens: ProgramTokens, proof: string): Promise<void> {
    const { first } = tokens;
    const { roles, tid, appidacr } = claimsOf(first);
    const { tenantId } = this.cast.tenant;
    assert.deepEqual({ roles, tid, appidacr }, { roles: ['Alert.Read.All'], tid: tenantId, appidacr: proof });
    this.assertCached(tokens);
    const alerts = await this.cast.stage.vakt.call('/api/alerts', { token: first });
    assert.equal(alerts.status, 200, alerts.text);
  }

  assertOfAnna(token: string | undefined, scope: string): void {
    const { upn, scp } = claimsOf(token);
    assert.deepEqual({ upn, scp }, { upn: this.cast.anna.userPrincipalName, scp: scope });
  }

  assertSignedIn(tokens: ProgramTokens): void {
    assert.equal(tokens.username, this.cast.anna.userPrincipalName);
    this.assertOfAnna(tokens.first, 'Alert.Read');
    this.assertCached(tokens);
    if (this.#goesOn) this.assertOfAnna(tokens.other, 'Incident.Read');
  }

  assertRenewed({ first, renewed }: ProgramTokens): void {
    if (!this.#goesOn) return;
    this.assertOfAnna(renewed, 'Alert.Read');
    assert.notEqual(renewed, first);
  }
}
