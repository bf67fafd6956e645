import { existsSync } from 'node:fs';
import { release } from 'node:os';
import { RestClient } from '@vakt/client/rest-client';
import { type Connection, type Identity, VAKT_SCOPE } from '../../connection.ts';
import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { explain } from '../../failure/explain.ts';
import { showRecord } from '../../output/record.ts';
import { loginFile } from '../../settings/saved-login.ts';
import { adviseCredentials } from '../app/credential-advice.ts';

type Facts = Record<string, string>;

/** One thing tried: `ok`, or why not. */
const attempt = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return 'ok';
  } catch (error) {
    const { message, step } = explain(error);
    return step ? `${message} (step: ${step})` : message;
  }
};

const runtimeFacts = (): Facts => ({
  vakt: '0.1.0',
  node: process.versions.node,
  openssl: process.versions.openssl,
  system: `${process.platform} ${process.arch} ${release()}`,
});

const whereFrom = ({ settings }: Connection, { environment }: CommandContext): Facts => ({
  url: `${settings.url.value} (from ${settings.url.source})`,
  'trusted besides Node’s own list': settings.caFiles.join(', ') || 'none',
  'data directory': `${settings.dataDirectory}${existsSync(settings.dataDirectory) ? '' : ' (is not there)'}`,
  'saved login': existsSync(loginFile(environment)) ? loginFile(environment) : 'none',
  application: settings.app
    ? `${settings.app.value.clientId} (from ${settings.app.source})`
    : (settings.savedApp?.clientId ?? 'none'),
  user: settings.user
    ? `${settings.user.value.username} (from ${settings.user.source})`
    : (settings.savedUser?.username ?? 'none'),
});

/** Retries would only make a sick server's answer slower. */
const ONCE = { maxRetries: 0 };

const serverFacts = async (connection: Connection, signal: AbortSignal): Promise<Facts> => {
  const { settings, transport } = connection;
  const anonymous = new RestClient(
    { origin: settings.url.value, scope: VAKT_SCOPE },
    { getToken: async () => ({ token: 'none', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) },
    { ...transport, retry: ONCE },
  );
  const ask = (path: string) =>
    attempt(() => anonymous.send({ method: 'GET', path }, { abortSignal: signal }));
  return { 'server answers': await ask('/healthz'), 'its stores answer': await ask('/readyz') };
};

const tokenFacts = async (connection: Connection): Promise<Facts> => {
  const get = (identity: Identity, scope: string) =>
    attempt(() => connection.credential(identity).getToken(scope));
  return {
    'token for Defender for Endpoint': await get('app', connection.cloud.endpoint.scope),
    'token for the directory': await get('user', connection.cloud.graph.scope),
  };
};

/** Tokens that stop one day are worth a look before that day. */
const credentialFacts = async (context: CommandContext): Promise<Facts> => {
  const about: string[] = [];
  const read = await attempt(async () => {
    about.push(...adviseCredentials(await (await Directory.open(context)).applications()));
  });
  return { 'secrets and certificates': about.length > 0 ? about.join('; ') : read };
};

const connectionFacts = async (context: CommandContext): Promise<Facts> => {
  const connection = await context.connect();
  return {
    ...whereFrom(connection, context),
    ...(await serverFacts(connection, context.signal)),
    ...(await tokenFacts(connection)),
    ...(await credentialFacts(context)),
  };
};

/** Shows versions, where the settings come from, and what answers. */
export const doctor = async (_input: undefined, context: CommandContext): Promise<void> => {
  const facts = runtimeFacts();
  try {
    Object.assign(facts, await connectionFacts(context));
  } catch (error) {
    facts['settings'] = explain(error).message;
  }
  showRecord(context, facts);
};
