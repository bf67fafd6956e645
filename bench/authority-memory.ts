/**
 * What the authority needs for 100,000 applications and 1,000,000 live refresh tokens: resident memory of the server's
 * process and bytes on disk, and whether a token takes longer then. The first application and the first refresh token are
 * made through the public endpoints; the others are copies of their rows, and some of each are used.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { Sealer } from '@vakt/identity/sealing';
import { RefreshTokens } from '@vakt/identity/tokens/refresh-token';
import { TestVakt } from '@vakt/testing/vakt';
import pg from 'pg';
import { copyApplications, copyRefreshFamilies } from './load/directory-copies.ts';
import { percentile } from './load/percentile.ts';

const APPLICATIONS = 100_000;
const REFRESH_TOKENS = 1_000_000;
const USES = 6_000;
const AT_ONCE = 16;
const APPLICATION_TABLES = [
  'applications',
  'application_secrets',
  'service_principals',
  'app_role_assignments',
];

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MiB`;

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;

const vakt = await TestVakt.start(['--demo', '--no-sensor']);
const database = new pg.Client({
  host: join(vakt.data, 'postgres/run'),
  user: 'vakt_administrator',
  password: readFileSync(join(vakt.data, 'postgres/password'), 'utf8'),
  database: 'postgres',
});

const bytesOnDisk = async (tables: readonly string[]): Promise<number> => {
  const { rows } = await database.query<{ bytes: string }>(
    'select sum(pg_total_relation_size(name::regclass)) as bytes from unnest($1::text[]) as name',
    [tables],
  );
  return Number(rows[0]?.bytes);
};

const {
  VAKT_CLIENT_ID = '',
  VAKT_CLIENT_SECRET = '',
  VAKT_TENANT_ID = '',
  VAKT_USERNAME = '',
  VAKT_PASSWORD = '',
} = vakt.demo;

type Form = Readonly<Record<string, string>>;

const takeToken = async (form: Form): Promise<{ refresh_token?: string }> => {
  const reply = await vakt.call(`/${VAKT_TENANT_ID}/oauth2/v2.0/token`, { form });
  if (reply.status !== 200) throw new Error(`No token: ${reply.text}`);
  return reply.json();
};

/** Takes tokens, several at once; the median time of one in milliseconds. */
const takeTokens = async (formOf: (n: number) => Form): Promise<number> => {
  const times: number[] = [];
  let next = 0;
  const take = async (): Promise<void> => {
    while (next < USES) {
      const form = formOf(next++);
      const started = performance.now();
      await takeToken(form);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return percentile(
    times.toSorted((one, other) => one - other),
    0.5,
  );
};

const clientForm = (clientId: string): Form => ({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: VAKT_CLIENT_SECRET,
  scope: 'https://api.securitycenter.microsoft.com/.default',
});

const USER_SCOPE = 'https://api.securitycenter.microsoft.com/.default offline_access';
const refreshForm = (token: string): Form => ({
  grant_type: 'refresh_token',
  client_id: VAKT_CLI_APP_ID,
  refresh_token: token,
  scope: USER_SCOPE,
});

/** Measures uses of the first one, makes the copies, and measures uses of them, each by itself. */
const compare = async (
  what: string,
  tables: readonly string[],
  { first, copy }: { readonly first: Form; readonly copy: () => Promise<(n: number) => Form> },
): Promise<void> => {
  await takeTokens(() => first);
  const msBefore = await takeTokens(() => first);
  const [memoryBefore, diskBefore] = [residentBytes(vakt.ready.pid), await bytesOnDisk(tables)];
  const formOf = await copy();
  await database.query('vacuum analyze');
  await takeTokens(formOf);
  const ms = await takeTokens(formOf);
  const memory = residentBytes(vakt.ready.pid);
  const disk = (await bytesOnDisk(tables)) - diskBefore;
  console.log(
    `${what}: server's memory ${mebibytes(memoryBefore)} before, ${mebibytes(memory)} after; on disk ${mebibytes(disk)}`,
  );
  console.log(
    `a token, ${AT_ONCE} at once: ${msBefore.toFixed(1)} ms of the only one, ${ms.toFixed(1)} ms of these`,
  );
};

try {
  await database.connect();
  await compare(`${APPLICATIONS} applications`, APPLICATION_TABLES, {
    first: clientForm(VAKT_CLIENT_ID),
    copy: async () => {
      const clientIds = await copyApplications(database, VAKT_CLIENT_ID, APPLICATIONS, USES);
      return n => clientForm(clientIds[n % clientIds.length] ?? '');
    },
  });
  const { refresh_token: refreshToken = '' } = await takeToken({
    grant_type: 'password',
    client_id: VAKT_CLI_APP_ID,
    username: VAKT_USERNAME,
    password: VAKT_PASSWORD,
    scope: USER_SCOPE,
  });
  const sealingKey = Buffer.from(readFileSync(join(vakt.data, 'authority.key'), 'utf8'), 'base64url');
  const refreshTokens = new RefreshTokens(new Sealer(sealingKey));
  await compare(`${REFRESH_TOKENS} live refresh tokens`, ['refresh_families'], {
    first: refreshForm(refreshToken),
    copy: async () => {
      const content = refreshTokens.read(refreshToken);
      if (!content) throw new Error('The refresh token is not this authority’s.');
      const familyIds = await copyRefreshFamilies(database, content.familyId, REFRESH_TOKENS, USES);
      const tokens = familyIds.map(familyId => refreshTokens.write({ ...content, familyId }));
      return n => refreshForm(tokens[n % tokens.length] ?? '');
    },
  });
} finally {
  await database.end();
  await vakt.close();
}
