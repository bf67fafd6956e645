import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { whyNoNamespaces } from '../private-namespaces.ts';
import { Cast, WEB } from './library-cast.ts';
import {
  AT_ITS_OWN_ADDRESS,
  AT_ITS_OWN_NAME,
  canGoOn,
  type Library,
  Trial,
  UNDER_THE_REAL_NAMES,
  type Way,
} from './library-trial.ts';
import { claimsOf, ENDPOINT, Stage } from './stage.ts';

const EVERYTHING = [`${ENDPOINT}/.default`];
const ALERTS = [`${ENDPOINT}/Alert.Read`];
const INCIDENTS = ['https://api.security.microsoft.com/Incident.Read'];

const describeApplication = (trial: () => Trial): void => {
  it('gets a token for an application with a secret, by tenant id and by domain', async () => {
    const { cast } = trial();
    const { appId: clientId, secret } = cast.daemon;
    for (const segment of [cast.tenant.tenantId, cast.tenant.domain]) {
      const tokens = await trial().ask(
        { flow: 'application', clientId, secret, scopes: EVERYTHING },
        segment,
      );
      await trial().assertDaemon(tokens, '1');
    }
  });

  it('gets one with a certificate', async () => {
    const { daemon, certificate: made } = trial().cast;
    const certificate = {
      privateKey: made.privateKeyPem,
      pem: made.certificatePem,
      sha1: made.sha1.toString('hex'),
    };
    const request = { flow: 'application', clientId: daemon.appId, certificate, scopes: EVERYTHING } as const;
    await trial().assertDaemon(await trial().ask(request), '2');
  });

  it('is told what is wrong with a secret', async () => {
    const clientId = trial().cast.daemon.appId;
    const asked = trial().ask({ flow: 'application', clientId, secret: 'wrong', scopes: EVERYTHING });
    await assert.rejects(asked, /AADSTS7000215/);
  });
};

const describePassword = (thenSilently: string, trial: () => Trial): void => {
  it(`signs a user in by name and password${thenSilently}`, async () => {
    const { anna, desk } = trial().cast;
    const { userPrincipalName: username, password } = anna;
    const client = { clientId: desk.appId, scopes: ALERTS, otherScopes: INCIDENTS };
    const tokens = await trial().ask({ flow: 'password', username, password, ...client });
    trial().assertSignedIn(tokens);
    trial().assertRenewed(tokens);
    const wrong = trial().ask({ flow: 'password', username, password: 'wrong', ...client });
    await assert.rejects(wrong, /AADSTS50126/);
  });
};

const describeUser = (library: Library, thenSilently: string, trial: () => Trial): void => {
  it(`signs a user in with an authorization code${thenSilently}`, async () => {
    const { appId: clientId, secret } = trial().cast.desk;
    const tokens = await trial().ask({
      flow: 'authorization-code',
      clientId,
      secret,
      redirectUri: WEB,
      scopes: ALERTS,
      otherScopes: INCIDENTS,
    });
    trial().assertSignedIn(tokens);
    if (library.confidentialUserCannotRenew !== true) trial().assertRenewed(tokens);
  });

  it(`signs a user in with a device code${thenSilently}`, async () => {
    const clientId = trial().cast.desk.appId;
    const scopes = { scopes: ALERTS, otherScopes: INCIDENTS };
    const tokens = await trial().ask({ flow: 'device-code', clientId, ...scopes });
    trial().assertSignedIn(tokens);
    trial().assertRenewed(tokens);
  });

  it('goes on to the next API for the user who called', async () => {
    const { cast } = trial();
    const { appId: clientId, secret } = cast.api;
    const assertion = await cast.tokenForApi();
    const tokens = await trial().ask({
      flow: 'on-behalf-of',
      clientId,
      secret,
      assertion,
      scopes: ALERTS,
    });
    trial().assertOfAnna(tokens.first, 'Alert.Read');
    assert.equal(claimsOf(tokens.first)['appid'], clientId);
    trial().assertCached(tokens);
  });

  it('is told that the user must be asked where nobody consented to the next API', async () => {
    const { cast } = trial();
    const { appId: clientId, secret } = cast.api;
    const assertion = await cast.tokenForApi();
    const asked = { flow: 'on-behalf-of', clientId, secret, assertion, scopes: INCIDENTS } as const;
    await assert.rejects(trial().ask(asked), ({ message }: Error) => {
      assert.match(message, /AADSTS65001/);
      assert.match(message, library.interactionRequired);
      return true;
    });
  });
};

const describeWay = (library: Library, way: Way, cast: () => Cast): void => {
  describe(way.title, { skip: way.inPrivateNetwork && whyNoNamespaces() }, () => {
    let started: Trial;
    const trial = (): Trial => started;
    before(() => {
      started = new Trial(library, way, cast());
    });
    after(() => started.close());
    const thenSilently = canGoOn(library, way) ? ', then silently' : '';
    describeApplication(trial);
    if (library.asksRealmAtPort443 !== true || way !== AT_ITS_OWN_ADDRESS)
      describePassword(thenSilently, trial);
    describeUser(library, thenSilently, trial);
  });
};

/** Every flow that the library has, at Vakt’s own address and, with nothing set, under the real service’s names. */
export const describeLibrary = (library: Library): void => {
  describe(`${library.name}, unmodified`, { timeout: 240_000, skip: library.skip ?? false }, () => {
    let cast: Cast;
    before(async () => {
      cast = await Cast.gather(await Stage.start());
    });
    after(() => cast.stage.close());
    const onPort443 = library.losesPort === true ? [AT_ITS_OWN_NAME] : [];
    for (const way of [AT_ITS_OWN_ADDRESS, ...onPort443, UNDER_THE_REAL_NAMES])
      describeWay(library, way, () => cast);
  });
};
