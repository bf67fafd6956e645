import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fail, ok } from '@vakt/contract/result';
import type { HuntingFailure } from '@vakt/hunting/failure';
import { SIZE_EXCEEDED } from '@vakt/hunting/failure';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, TestApi } from './api.ts';

const DOORS = [
  { path: '/api/advancedqueries/run', as: application(['AdvancedQuery.Read.All']) },
  { path: '/api/advancedhunting/run', as: application(['AdvancedHunting.Read.All']) },
] as const;

const statistics = { elapsedSeconds: 0, rowsRead: 0, bytesRead: 0, memoryBytes: 0 };

describe('advanced hunting', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
  });
  after(() => test.close());

  const ask = ({ path, as }: (typeof DOORS)[number], body: unknown) =>
    api.call(path, { method: 'POST', as, body });

  const failWith = (door: (typeof DOORS)[number], failure: HuntingFailure) => {
    api.hunt = () => fail(failure);
    return ask(door, { Query: 'T | wher' });
  };

  for (const door of DOORS)
    describe(door.path, () => {
      it('passes the query on, under both spellings, and writes the answer', async () => {
        const asked: string[] = [];
        api.hunt = kql => {
          asked.push(kql);
          return ok({
            columns: [{ name: 'ReportId', type: 'long' }],
            rows: [[9_007_199_254_740_993n]],
            statistics: { elapsedSeconds: 0.5, rowsRead: 1, bytesRead: 1, memoryBytes: 1 },
          } as never);
        };
        const answer = await ask(door, { Query: 'T | count' });
        await ask(door, { query: 'T' });
        assert.deepEqual(asked, ['T | count', 'T']);
        assert.equal(answer.status, 200);
        assert.match(answer.text, /"Schema":\[\{"Name":"ReportId","Type":"Int64"\}\]/);
        assert.match(answer.text, /"Results":\[\{"ReportId":9007199254740993\}\]/);
      });

      it('says what is wrong with a query, with line and column', async () => {
        const { status, error } = await failWith(door, {
          kind: 'syntax',
          message: "The operator 'wher' is unknown.",
          line: 1,
          column: 5,
        });
        assert.deepEqual(
          [status, error.code, error.message],
          [400, 'BadRequest', "The operator 'wher' is unknown. (line 1, column 5)"],
        );
      });

      it('refuses an answer that is too large in the service’s words', async () => {
        const { status, error } = await failWith(door, { kind: 'result-size', message: SIZE_EXCEEDED });
        assert.equal(status, 400);
        assert.match(error.message, /^Query execution has exceeded the allowed result size/);
      });

      it('says in a header when rows were left out, and asks for no more than the door’s', async () => {
        let most: number | undefined;
        const answerWith = (more: object) => {
          api.hunt = (_kql, _tenant, options) => {
            most = options?.limits?.maxRows;
            return ok({ columns: [{ name: 'a', type: 'long' }], rows: [[1], [2]], statistics, ...more });
          };
          return ask(door, { Query: 'T' });
        };
        const partial = await answerWith({ isPartial: true });
        assert.equal(partial.headers['vakt-partial-result'], 'rows=2');
        assert.equal(most, 100_000);
        assert.equal((await answerWith({})).headers['vakt-partial-result'], undefined);
      });

      it('asks to come back when the lake is away', async () => {
        const { status, headers } = await failWith(door, { kind: 'unavailable', message: 'away' });
        assert.equal(status, 503);
        assert.equal(headers['retry-after'], '5');
      });

      for (const body of ['', 'T | count', '{}', '{"Query":""}', '{"Query":5}', '[]'])
        it(`refuses the body ${JSON.stringify(body)}`, async () => {
          const { status, error } = await ask(door, body);
          assert.deepEqual([status, error.code], [400, 'InvalidRequestBody']);
        });
    });

  it('is not part of Defender for Business', async () => {
    api.plan = 'Business';
    const { status, error } = await ask(DOORS[0], { Query: 'T' });
    assert.deepEqual([status, error.code], [403, 'DisabledFeature']);
  });
});
