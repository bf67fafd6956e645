import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { application } from './api.ts';
import { EventWorld } from './events.ts';

const DEFENDER = [
  { path: '/api/advancedqueries/run', as: application(['AdvancedQuery.Read.All']) },
  { path: '/api/advancedhunting/run', as: application(['AdvancedHunting.Read.All']) },
] as const;
const GRAPH = {
  path: '/v1.0/security/runHuntingQuery',
  as: application(['ThreatHunting.Read.All'], { audience: 'https://graph.microsoft.com' }),
} as const;

/** A row of every type, and one of nothing. */
const EVERY_TYPE = `datatable (t: datetime, s: string, n: long, i: int, r: real, b: bool, d: timespan, g: guid, m: decimal, y: dynamic) [
  datetime(2026-11-21 05:00:00.1), "ä\\"\\n", 9007199254740993, 5, 10.0, true, 1d, guid(74BE27DE-1E4E-49D9-B579-FE0B331D3642), decimal(1.50), dynamic({"a": [1, null, "x"]}),
  datetime(null), "", long(null), int(null), real(null), bool(null), timespan(null), guid(null), decimal(null), dynamic(null)]`;

const NAMES = ['t', 's', 'n', 'i', 'r', 'b', 'd', 'g', 'm', 'y'];
const TYPES = 'DateTime String Int64 Int32 Double Boolean TimeSpan Guid SqlDecimal Object'.split(' ');

describe('the wire of hunting', () => {
  let world: EventWorld;
  before(async () => {
    world = await EventWorld.start('off');
  });
  after(() => world.close());

  const ask = ({ path, as }: (typeof DEFENDER)[number] | typeof GRAPH, body: unknown, headers = {}) =>
    world.api.call(path, { method: 'POST', as, body, headers });

  const rowsIn = (text: string, key: string): string => text.slice(text.indexOf(`"${key}":[{`), -1);

  const ROWS =
    '[{"t":"2026-11-21T05:00:00.1000000Z","s":"ä\\"\\n","n":9007199254740993,"i":5,"r":10.0,"b":true,"d":"1.00:00:00",' +
    '"g":"74be27de-1e4e-49d9-b579-fe0b331d3642","m":"1.5","y":{"a":[1,null,"x"]}},' +
    '{"t":null,"s":"","n":null,"i":null,"r":null,"b":null,"d":null,"g":null,"m":null,"y":null}]';

  for (const door of DEFENDER)
    it(`has every type in its form: ${door.path}`, async () => {
      const answer = await ask(door, { Query: EVERY_TYPE });
      assert.equal(answer.status, 200, answer.text);
      const { Schema, Stats } = answer.json<{ Schema: { Name: string; Type: string }[]; Stats: object }>();
      assert.deepEqual(
        Schema.map(column => [column.Name, column.Type]),
        NAMES.map((name, at) => [name, TYPES[at]]),
      );
      assert.deepEqual(Object.keys(Stats), ['ExecutionTime', 'resource_usage', 'dataset_statistics']);
      assert.equal(rowsIn(answer.text, 'Results'), `"Results":${ROWS}`);
    });

  it(`has every type in its form: ${GRAPH.path}`, async () => {
    const answer = await ask(GRAPH, { Query: EVERY_TYPE });
    assert.equal(answer.status, 200, answer.text);
    const { schema } = answer.json<{ schema: { name: string; type: string }[] }>();
    assert.deepEqual(
      schema.map(column => [column.name, column.type]),
      NAMES.map((name, at) => [name, TYPES[at]]),
    );
    assert.equal(rowsIn(answer.text, 'results'), `"results":${ROWS}`);
  });

  for (const door of [...DEFENDER, GRAPH]) {
    it(`has columns and no rows for an empty answer: ${door.path}`, async () => {
      const answer = await ask(door, { Query: 'print a = 1 | where a == 2' });
      assert.match(answer.text, /\[\{"name":"a","type":"Int64"\}\],"results":\[\]\}$/i);
    });

    it(`returns a hundred thousand rows of more, and says so: ${door.path}`, async () => {
      const answer = await ask(door, { Query: 'range n from 1 to 100001 step 1' });
      assert.equal(answer.status, 200, answer.text.slice(0, 200));
      const { results, Results } = answer.json<{ results?: unknown[]; Results?: unknown[] }>();
      assert.equal((results ?? Results)?.length, 100_000);
      assert.equal(answer.headers['vakt-partial-result'], 'rows=100000');
    });

    it(`refuses an answer of too many bytes in the service’s words: ${door.path}`, async () => {
      const { status, error } = await ask(door, {
        Query: 'range n from 1 to 70000 step 1 | project x = strrep("0123456789abcdef", 64)',
      });
      assert.deepEqual(
        [status, error.code, error.message],
        [
          400,
          'BadRequest',
          'Query execution has exceeded the allowed result size. Optimize your query by limiting the number of results and try again',
        ],
      );
    });

    it(`names the place of what it does not understand, and what was meant: ${door.path}`, async () => {
      for (const [Query, message] of [
        ['DeviceInfo\n| wher a', /^Query operator expected\. Did you mean 'where'\? \(line 2, column 3\)$/],
        ['DeviceInfo | where DevicName == ""', /Did you mean 'DeviceName'\? \(line 1, column 20\)$/],
        ['// nothing', /^The query has no tabular expression\./],
      ] as const) {
        const { status, error } = await ask(door, { Query });
        assert.deepEqual([status, error.code], [400, 'BadRequest']);
        assert.match(error.message, message);
      }
    });

    it(`reads the body whatever its content type says, and with a mark of its bytes’ order: ${door.path}`, async () => {
      const text = '\uFEFF{"Query": "print a = 1"}';
      for (const type of [
        'text/plain',
        'application/json; charset=utf-8',
        'application/x-www-form-urlencoded',
      ])
        assert.equal((await ask(door, text, { 'content-type': type })).status, 200, type);
    });
  }
});
