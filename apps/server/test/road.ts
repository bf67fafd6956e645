import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type Reply, TestVakt } from '@vakt/testing/vakt';

/** How long the sensor may take to report or to do an action, detection included. */
const PATIENCE_MS = 60_000;

/** Looks again and again until there is something; `what` names it when it does not come. */
export const eventually = async <Found>(
  look: () => Promise<Found | undefined>,
  what = 'it',
): Promise<Found> => {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(500)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`${what} did not come`);
};

/** A Vakt with this machine's own sensor, called by the administrator of its demo tenant. */
export interface Road {
  readonly vakt: TestVakt;
  /** The administrator's token for the Defender APIs. */
  readonly token: string;
  /** A GET, or with a body a POST. */
  call(path: string, json?: unknown): Promise<Reply>;
  /** The body of a call that must succeed. */
  read<Body>(path: string, json?: unknown): Promise<Body>;
  /** The rows of a query. */
  hunt<Row>(query: string): Promise<readonly Row[]>;
}

/** @param args flags of the server besides the demo's. */
export const startRoad = async (...args: readonly string[]): Promise<Road> => {
  const vakt = await TestVakt.start(['--demo', ...args]);
  const token = await vakt.administratorToken();
  const call = (path: string, json?: unknown): Promise<Reply> => vakt.call(path, { token, json });
  const read = async <Body>(path: string, json?: unknown): Promise<Body> => {
    const reply = await call(path, json);
    assert.ok(reply.status < 300, `${path}: ${reply.text}`);
    return reply.json<Body>();
  };
  const hunt = async <Row>(Query: string): Promise<readonly Row[]> =>
    (await read<{ Results: Row[] }>('/api/advancedqueries/run', { Query })).Results;
  return { vakt, token, call, read, hunt };
};
