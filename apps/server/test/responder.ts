import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { TestVakt } from '@vakt/testing/vakt';

/** How long the sensor may take to ask, and to do an action. */
const PATIENCE_MS = 60_000;

/** Looks again and again until there is something. */
export const eventually = async <Found>(look: () => Promise<Found | undefined>): Promise<Found> => {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(500)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('it did not come');
};

/** A Vakt whose sensor may respond on this machine, and the administrator of its demo tenant. */
export interface Responder {
  readonly vakt: TestVakt;
  /** The administrator's token for the Defender APIs. */
  readonly token: string;
  /** This machine. */
  readonly machineId: string;
  /** The administrator's token for another scope. */
  userToken(scope: string): Promise<string>;
  read<Body>(path: string, json?: unknown): Promise<Body>;
  /** Waits until the sensor says how an action went. */
  ended<Action extends { readonly status: string }>(actionId: string): Promise<Action>;
}

/** Starts Vakt with response actions allowed and waits for this machine to be a device of its demo tenant. */
export const startResponder = async (): Promise<Responder> => {
  const vakt = await TestVakt.start(['--demo', '--allow-response']);
  const { VAKT_USERNAME: username = '', VAKT_PASSWORD: password = '' } = vakt.demo;
  const userToken = async (scope: string): Promise<string> => {
    const form = { grant_type: 'password', client_id: VAKT_CLI_APP_ID, username, password, scope };
    const reply = await vakt.call(`/${vakt.ready.tenantId}/oauth2/v2.0/token`, { form });
    return reply.json<{ access_token: string }>().access_token;
  };
  const token = await userToken('https://api.securitycenter.microsoft.com/.default');
  const read = async <Body>(path: string, json?: unknown): Promise<Body> => {
    const reply = await vakt.call(path, { token, ...(json !== undefined && { json }) });
    assert.ok(reply.status < 300, `${path}: ${reply.text}`);
    return reply.json<Body>();
  };
  const machineId = await eventually(
    async () => (await read<{ value: { id: string }[] }>('/api/machines')).value[0]?.id,
  );
  return {
    vakt,
    token,
    machineId,
    userToken,
    read,
    ended: <Action extends { readonly status: string }>(actionId: string) =>
      eventually(async () => {
        const action = await read<Action>(`/api/machineactions/${actionId}`);
        return ['Pending', 'InProgress'].includes(action.status) ? undefined : action;
      }),
  };
};
