import { randomUUID } from 'node:crypto';
import {
  type ClientCertificate,
  createClientCertificate,
} from '../../packages/identity/test/credentials/client-certificate.ts';
import type { ProgramPerson } from './client-program.ts';
import { FormBrowser, type Person } from './form-browser.ts';
import {
  exposedApi,
  type Graph,
  requiredAccess,
  type Stage,
  type StageClient,
  type StageTenant,
} from './stage.ts';

/** Where the desk's users are sent back to. */
export const WEB = 'https://desk.contoso.example/signed-in';

/** What is registered for every library alike. */
export class Cast {
  readonly stage: Stage;
  readonly tenant: StageTenant;
  /** Graph as the tenant's administrator. */
  readonly graph: Graph;
  readonly anna: Person;
  readonly certificate: ClientCertificate;
  readonly daemon: StageClient;
  readonly desk: StageClient;
  readonly api: StageClient;

  private constructor(parts: Omit<Cast, 'person' | 'tokenForApi'>) {
    this.stage = parts.stage;
    this.tenant = parts.tenant;
    this.graph = parts.graph;
    this.anna = parts.anna;
    this.certificate = parts.certificate;
    this.daemon = parts.daemon;
    this.desk = parts.desk;
    this.api = parts.api;
  }

  static async gather(stage: Stage): Promise<Cast> {
    const tenant = await stage.createTenant('contoso.example');
    const graph = await stage.graphOf(tenant);
    const certificate = await createClientCertificate(Date.now());
    const anna = await stage.createUser(graph, 'anna@contoso.example');
    const daemon = await registerDaemon(stage, graph, certificate);
    const desk = await registerDesk(stage, graph);
    const api = await registerApi(stage, graph, certificate, desk);
    return new Cast({ stage, tenant, graph, anna, certificate, daemon, desk, api });
  }

  /** Anna's token for the API in the middle, which goes on with it. */
  async tokenForApi(): Promise<string> {
    const { api, desk, stage, tenant, anna } = this;
    const reply = await stage.vakt.call(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'password',
        client_id: desk.appId,
        username: anna.userPrincipalName,
        password: anna.password,
        scope: `api://${api.appId}/access_as_user`,
      },
    });
    return reply.json<{ access_token: string }>().access_token;
  }

  /** Anna at a browser of her own: whatever host a library names, her browser is at Vakt. */
  person(): ProgramPerson {
    const browser = new FormBrowser(this.stage.vakt, this.anna);
    return {
      approveDevice: userCode => browser.approveDevice(userCode),
      authorize: async url => {
        const { pathname, search, searchParams } = new URL(url);
        const path = `${pathname}${search}`;
        if (searchParams.get('response_mode') !== 'form_post') return browser.goThrough(path);
        const { target, form } = await browser.goThroughToForm(path);
        return new URL(`${target}?${form}`);
      },
    };
  }
}

/** How a registration names the certificate that a client proves itself with. */
export const keyCredentialOf = ({ der }: ClientCertificate): object => ({
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  key: der.toString('base64'),
});

const registerDaemon = async (
  stage: Stage,
  graph: Graph,
  certificate: ClientCertificate,
): Promise<StageClient> => {
  const keyCredentials = [keyCredentialOf(certificate)];
  const daemon = await stage.register(graph, 'Nightly report', { keyCredentials });
  await stage.grantRole(graph, daemon.appId, 'WindowsDefenderATP', 'Alert.Read.All');
  return daemon;
};

const registerDesk = async (stage: Stage, graph: Graph): Promise<StageClient> => {
  const desk = await stage.register(graph, 'Alert desk', {
    isFallbackPublicClient: true,
    web: { redirectUris: [WEB] },
    publicClient: { redirectUris: ['http://localhost'] },
    requiredResourceAccess: requiredAccess([
      ['WindowsDefenderATP', 'Alert.Read', 'Scope'],
      ['MicrosoftThreatProtection', 'Incident.Read', 'Scope'],
    ]),
  });
  await stage.grantScopes(graph, desk.appId, 'WindowsDefenderATP', 'Alert.Read');
  await stage.grantScopes(graph, desk.appId, 'MicrosoftThreatProtection', 'Incident.Read');
  return desk;
};

const registerApi = async (
  stage: Stage,
  graph: Graph,
  certificate: ClientCertificate,
  desk: StageClient,
): Promise<StageClient> => {
  const api = await stage.register(graph, 'Desk API', {
    ...exposedApi(randomUUID()),
    keyCredentials: [keyCredentialOf(certificate)],
    requiredResourceAccess: requiredAccess([['WindowsDefenderATP', 'Alert.Read', 'Scope']]),
  });
  await graph('PATCH', `/v1.0/applications/${api.objectId}`, { identifierUris: [`api://${api.appId}`] });
  await stage.grantScopes(graph, api.appId, 'WindowsDefenderATP', 'Alert.Read');
  await stage.grantScopes(graph, desk.appId, { appId: api.appId }, 'access_as_user');
  return api;
};
