import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { type Cloud, type Door, vaktCloud } from '@vakt/client/clouds';
import {
  ClientSecretCredential,
  UsernamePasswordCredential,
} from '@vakt/client/credentials/grant-credential';
import type { TokenCredential } from '@vakt/client/credentials/token-credential';
import type { DefenderClient } from '@vakt/client/defender-client';
import { RestClient } from '@vakt/client/rest-client';
import type { TransportOptions } from '@vakt/client/transport';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { CommandError } from './failure/command-error.ts';
import { RenewingCredential } from './settings/renewing-credential.ts';
import { SavedTokenCredential } from './settings/saved-token-credential.ts';
import type { Settings } from './settings/settings.ts';

/** Whom a call is made as. */
export type Identity = 'app' | 'user';

/** The scope of Vakt's own API. */
export const VAKT_SCOPE = 'api://vakt/.default';

/** Everything of one installation that commands call, as one of the identities at hand. */
export class Connection {
  readonly settings: Settings;
  readonly cloud: Cloud;
  readonly transport: TransportOptions;
  readonly #wanted: Identity | undefined;

  /** @param wanted whom to call as; what suits the command unless given */
  constructor(settings: Settings, wanted?: Identity) {
    this.settings = settings;
    this.cloud = vaktCloud(settings.url.value);
    this.#wanted = wanted;
    this.transport = {
      userAgentPrefix: 'vakt-cli/0.1.0',
      // Somebody waits at a terminal: four tries take about a second.
      retry: { baseDelayMs: 150 },
      ...(settings.caFiles.length > 0 && {
        ca: [...getCACertificates('default'), ...settings.caFiles.map(file => readFileSync(file, 'utf8'))],
      }),
    };
  }

  /** The typed client of the Defender APIs; as the application, if there is one. */
  async defender(): Promise<DefenderClient> {
    // Loaded here, because the contract's schemas take longer to load than all the rest.
    const { DefenderClient } = await import('@vakt/client/defender-client');
    return new DefenderClient(this.cloud, this.credential('app'), this.transport);
  }

  /** The directory and the detection rules, by Graph's calls; as the administrator, if there is one. */
  graph(): RestClient {
    return new RestClient(this.cloud.graph, this.credential('user'), this.transport);
  }

  /** Vakt's own API: events in, rules over imports. */
  vakt(): RestClient {
    return new RestClient(this.#vaktDoor(), this.credential('user'), this.transport);
  }

  /** What Vakt has for writers of queries; as the application that hunts, if there is one. */
  queryEditor(): RestClient {
    return new RestClient(this.cloud.endpoint, this.credential('app'), this.transport);
  }

  /** What explains queries, with the token of the API that is to be explained; as the application, if there is one. */
  hunting({ xdr, graph }: { readonly xdr?: boolean; readonly graph?: boolean }): RestClient {
    const { endpoint, xdr: xdrDoor, graph: graphDoor } = this.cloud;
    const door = graph ? graphDoor : xdr ? xdrDoor : endpoint;
    return new RestClient(door, this.credential('app'), this.transport);
  }

  /** Vakt's own API with a token that is at hand already: the operator's. */
  vaktWith(token: string): RestClient {
    const credential: TokenCredential = {
      getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
    };
    return new RestClient(this.#vaktDoor(), credential, this.transport);
  }

  /** What everybody may ask of the authority, without a token. */
  anonymous(): RestClient {
    return this.vaktWith('none');
  }

  /**
   * A credential of one identity.
   *
   * @param preferred which one suits the command; the other one is taken when only that is at hand
   * @throws CommandError when nobody is signed in
   */
  credential(preferred: Identity): TokenCredential {
    const order: readonly Identity[] = this.#wanted
      ? [this.#wanted]
      : preferred === 'app'
        ? ['app', 'user']
        : ['user', 'app'];
    for (const identity of order) {
      const found = identity === 'app' ? this.#appCredential() : this.#userCredential();
      if (found) return found;
    }
    throw new CommandError({
      reason: 'signInNeeded',
      step: 'prove',
      message: `Nobody is signed in at ${this.settings.url.value}`,
      mend: [
        'An application: vakt login --app --client-id ID --tenant TENANT, or VAKT_TENANT_ID, VAKT_CLIENT_ID and VAKT_CLIENT_SECRET.',
        'A user: vakt login --user, or VAKT_TENANT_ID, VAKT_USERNAME and VAKT_PASSWORD.',
      ],
    });
  }

  #vaktDoor(): Door {
    return { origin: this.settings.url.value, scope: VAKT_SCOPE };
  }

  #appCredential(): TokenCredential | undefined {
    const { app, savedApp, tenantId } = this.settings;
    if (app)
      return new ClientSecretCredential(
        tenantId ?? app.value.tenantId,
        app.value.clientId,
        app.value.clientSecret,
        { ...this.transport, authorityHost: this.cloud.authority },
      );
    return savedApp && new SavedTokenCredential(savedApp, 'vakt login --app');
  }

  #userCredential(): TokenCredential | undefined {
    const { user, savedUser, tenantId } = this.settings;
    if (user)
      return new UsernamePasswordCredential(
        tenantId ?? user.value.tenantId,
        VAKT_CLI_APP_ID,
        user.value.username,
        user.value.password,
        { ...this.transport, authorityHost: this.cloud.authority },
      );
    if (savedUser?.refreshToken !== undefined)
      return new RenewingCredential(savedUser, savedUser.refreshToken, {
        ...this.transport,
        authorityHost: this.cloud.authority,
        loginFile: this.settings.loginFile,
        tenantId: tenantId ?? savedUser.tenantId,
      });
    return savedUser && new SavedTokenCredential(savedUser, 'vakt login --user');
  }
}
