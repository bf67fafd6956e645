import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fail, ok } from '@vakt/contract/result';
import type { EnrolmentFile } from '../src/delivery/enrolment.ts';
import type { Transport } from '../src/delivery/transport.ts';
import type { ActionReport, CarryOut, ResponseAction } from '../src/response/action.ts';
import { carryOutWith } from '../src/response/carry-out.ts';
import { ResponseDuty } from '../src/response/response-duty.ts';

const ISOLATE: ResponseAction = { id: 'one', type: 'Isolate', scope: 'Full', sha1: null };
const SCAN: ResponseAction = { id: 'two', type: 'RunAntiVirusScan', scope: 'Quick', sha1: null };

/** A server that keeps actions as Vakt does: an action is open until its device says that it has ended. */
class Server {
  open: ResponseAction[];
  readonly heard: ActionReport[] = [];
  /** How many exchanges fail before one comes through. */
  failures = 0;

  constructor(...open: ResponseAction[]) {
    this.open = open;
  }

  readonly transport: Transport = {
    post: async (_path, body, bearer) => {
      assert.equal(bearer, 'device-token');
      if (this.failures-- > 0) return fail('the server is away');
      const { reports } = JSON.parse(String(body)) as { reports: ActionReport[] };
      this.heard.push(...reports);
      for (const { id, status } of reports)
        if (status !== 'InProgress') this.open = this.open.filter(action => action.id !== id);
      return ok({ status: 200, body: JSON.stringify({ value: this.open }), retryAfterSeconds: undefined });
    },
    download: async () => fail('nothing to download'),
    isOwnPort: () => false,
    close: () => undefined,
  };
}

const enrolled = {
  stored: () => ({ deviceToken: 'device-token', tenantId: 'tenant' }),
} as unknown as EnrolmentFile;

/** Runs a duty until it has waited `waits` times with nothing to do. */
const run = async (
  server: Server,
  carryOut: CarryOut,
  waits = 1,
  onWithdrawn: (actionId: string) => void = () => undefined,
): Promise<string[]> => {
  const lines: string[] = [];
  let left = waits;
  await new Promise<void>(settle => {
    const duty = new ResponseDuty({
      transport: server.transport,
      enrolment: enrolled,
      carryOut,
      onContact: async () => undefined,
      onWithdrawn,
      log: (_level, message) => void lines.push(message),
      wait: async () => {
        left -= 1;
        if (left === 0) void duty.stop().then(settle);
      },
    });
    duty.start();
  });
  return lines;
};

describe('the duty to respond', () => {
  it('carries actions out one after the other, the oldest first, and reports each', async () => {
    const server = new Server(ISOLATE, SCAN);
    const done: string[] = [];
    await run(server, async ({ type }) => {
      done.push(type);
      return type === 'Isolate' ? ok(undefined) : fail('ClamAV is not installed.');
    });
    assert.deepEqual(done, ['Isolate', 'RunAntiVirusScan']);
    assert.deepEqual(server.heard, [
      { id: 'one', status: 'InProgress' },
      { id: 'one', status: 'Succeeded' },
      { id: 'two', status: 'InProgress' },
      { id: 'two', status: 'Failed', reason: 'ClamAV is not installed.' },
    ]);
  });

  it('does an action once, also when the server did not hear how it ended', async () => {
    const server = new Server(ISOLATE);
    let times = 0;
    await run(
      server,
      async () => {
        times += 1;
        server.failures = 2;
        return ok(undefined);
      },
      4,
    );
    assert.equal(times, 1);
    assert.equal(server.heard.filter(({ status }) => status === 'Succeeded').length, 1);
    assert.deepEqual(server.open, []);
  });

  it('lets no live response session hold up an isolation', async () => {
    const session: ResponseAction = { id: 'three', type: 'LiveResponse', scope: null, sha1: null };
    const server = new Server(session, ISOLATE);
    const isolated = Promise.withResolvers<void>();
    await run(server, async ({ type }) => {
      if (type === 'Isolate') isolated.resolve();
      else await isolated.promise;
      return ok(undefined);
    });
    const ends = server.heard.filter(({ status }) => status === 'Succeeded').map(({ id }) => id);
    assert.deepEqual(ends.toSorted(), ['one', 'three']);
    assert.deepEqual(server.open, []);
  });

  it('tells a scan that it was cancelled meanwhile, and goes on', async () => {
    const server = new Server(SCAN);
    const stopped = Promise.withResolvers<void>();
    await run(
      server,
      async (_action, signal) => {
        if (!signal) {
          // The end of the duty would stop the scan, too: it may not come before.
          await stopped.promise;
          return ok(undefined);
        }
        signal.addEventListener('abort', () => stopped.resolve());
        server.open = [ISOLATE];
        await stopped.promise;
        return fail('stopped');
      },
      3,
    );
    assert.deepEqual(server.heard.filter(({ status }) => status === 'Succeeded').length, 1);
    assert.deepEqual(server.open, []);
  });

  it('ends a session that the server wants no more', async () => {
    const session: ResponseAction = { id: 'three', type: 'LiveResponse', scope: null, sha1: null };
    const server = new Server(session);
    const withdrawn = Promise.withResolvers<string>();
    await run(
      server,
      async () => {
        server.open = [];
        return fail(`${await withdrawn.promise} was cancelled`);
      },
      3,
      withdrawn.resolve,
    );
    assert.deepEqual(server.heard.at(-1), { id: 'three', status: 'Failed', reason: 'three was cancelled' });
  });

  it('says that an action failed when it threw', async () => {
    const server = new Server(ISOLATE);
    await run(server, async () => {
      throw new Error('out of memory');
    });
    assert.deepEqual(server.heard.at(-1), { id: 'one', status: 'Failed', reason: 'out of memory' });
  });
});

describe('what a sensor carries out', () => {
  const means = { Isolate: async () => ok(undefined) };

  it('is nothing unless the machine’s owner allows it', async () => {
    const outcome = await carryOutWith(false, means)(ISOLATE);
    assert.match(outcome.ok ? '' : outcome.error, /switched off on this device.*--allow-response/);
  });

  it('is always the end of an isolation', async () => {
    const unisolate = { ...ISOLATE, type: 'Unisolate' };
    assert.ok((await carryOutWith(false, { Unisolate: async () => ok(undefined) })(unisolate)).ok);
  });

  it('is what it has the means for', async () => {
    const carryOut = carryOutWith(true, means);
    assert.ok((await carryOut(ISOLATE)).ok);
    const outcome = await carryOut(SCAN);
    assert.match(outcome.ok ? '' : outcome.error, /no means for RunAntiVirusScan/);
  });
});
