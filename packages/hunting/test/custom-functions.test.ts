import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';
import type { CustomFunction } from '../src/functions/custom-function.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const stranger = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c04' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };

const custom = (name: string, parameters: string, body: string): CustomFunction => ({
  name,
  parameters,
  body,
});

describe('functions that a tenant saved', () => {
  let testLake: TestLake;
  let engine: HuntingEngine;
  /** What each tenant has saved. */
  const saved = new Map<string, readonly CustomFunction[]>();

  before(async () => {
    testLake = await withTestLake(clock);
    engine = createHuntingEngine({
      lake: testLake.lake,
      clock,
      functionsOf: async who => saved.get(who) ?? [],
    });
    const row = (FileName: string) => ({
      Timestamp: '2026-11-21T11:00:00Z',
      DeviceId: 'd1',
      FileName,
      SHA1: 'aa',
    });
    await testLake.lake.append(tenant, { table: 'DeviceProcessEvents', rows: [row('a.exe'), row('b.exe')] });
  });
  after(async () => {
    await engine.close();
    await testLake.close();
  });

  const rowsOf = async (query: string): Promise<unknown[][]> => {
    const answer = await engine.run(tenant, query);
    assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
    return answer.value.rows.map(row => [...row]);
  };

  const save = (...functions: CustomFunction[]) => saved.set(tenant, functions);

  it('are called by their names: tables, values, with tables given and defaults', async () => {
    save(
      custom('Runs', 'name:string = "a.exe"', 'DeviceProcessEvents\n| where FileName == name // those'),
      custom('Shout_', 'text:string', 'strcat(toupper(text), "!")'),
      custom('OnlyFirst', 'T:(FileName:string), n:long = 1', 'T | sort by FileName asc | take n'),
    );
    assert.deepEqual(await rowsOf('Runs() | project FileName'), [['a.exe']]);
    assert.deepEqual(await rowsOf('Runs("b.exe") | extend x = Shout_(FileName) | project x'), [['B.EXE!']]);
    assert.deepEqual(await rowsOf('DeviceProcessEvents | invoke OnlyFirst() | project FileName'), [
      ['a.exe'],
    ]);
  });

  it('may stand on the service’s own functions', async () => {
    save(custom('Profiled', 'T:(*)', 'T | invoke FileProfile("SHA1") | summarize n = max(GlobalPrevalence)'));
    assert.deepEqual(await rowsOf('DeviceProcessEvents | invoke Profiled()'), [[1]]);
  });

  it('give a function with several results one name as queries do', async () => {
    save(
      custom(
        'Extremes',
        '',
        'print y = dynamic([4, 2, 9]) | extend least = series_stats(y) | project-away y',
      ),
    );
    assert.deepEqual(await rowsOf('Extremes()'), [[2]]);
    const query = 'Extremes() | extend y = dynamic([7]) | extend a = series_stats(y) | project-away y';
    assert.deepEqual(await rowsOf(query), [[2, 7]]);
  });

  it('are what they are now, not what they were when a query was first asked', async () => {
    save(custom('Answer', '', 'print v = 1'));
    assert.deepEqual(await rowsOf('Answer()'), [[1]]);
    save(custom('Answer', '', 'print v = 2'));
    assert.deepEqual(await rowsOf('Answer()'), [[2]]);
    save();
    const gone = await engine.run(tenant, 'Answer()');
    assert.ok(!gone.ok);
    assert.equal(gone.error.kind, 'semantic');
  });

  it('are of their tenant alone', async () => {
    save(custom('Mine', '', 'DeviceProcessEvents'));
    assert.equal((await rowsOf('Mine()')).length, 2);
    const strange = await engine.run(stranger, 'Mine()');
    assert.ok(!strange.ok);
    assert.match(strange.error.message, /Mine/);
  });

  it('hide nothing that a query itself declares or that the language has', async () => {
    save(custom('Twice', 'x:long', 'x * 2'));
    assert.deepEqual(await rowsOf('let Twice = (x:long) { x * 3 }; print Twice(1)'), [[3]]);
  });

  it('count when a query is prepared, too', async () => {
    const runs = custom('Runs', '', 'DeviceProcessEvents | where FileName == "a.exe"');
    const prepared = await engine.prepare(tenant, 'Runs | project FileName', [runs]);
    assert.ok(!prepared.ok || prepared.value.tables.length === 1);
    const called = await engine.prepare(tenant, 'Runs() | project FileName', [runs]);
    assert.ok(called.ok);
    assert.deepEqual([called.value.tables, called.value.eventWise], [['DeviceProcessEvents'], true]);
    assert.ok(!(await engine.prepare(tenant, 'Runs() | project FileName')).ok);
  });

  it('point at a mistake in the query that calls them', async () => {
    save(custom('Runs', 'name:string', 'DeviceProcessEvents | where FileName == name'));
    const wrong = await engine.run(tenant, 'Runs("a.exe")\n| where Nothing == 1');
    assert.ok(!wrong.ok);
    assert.deepEqual([wrong.error.line, wrong.error.column], [2, 9]);
  });

  it('must state columns that only rows tell', async () => {
    save(custom('Bags', '', 'print b = dynamic({"a":1}) | evaluate bag_unpack(b)'));
    const wrong = await engine.run(tenant, 'Bags()');
    assert.ok(!wrong.ok);
    assert.equal(wrong.error.kind, 'unsupported');
  });

  describe('are checked when they are saved', () => {
    for (const good of [
      custom('Runs', '', 'DeviceProcessEvents | where Timestamp > ago(1d)'),
      custom('_private', 'a:string, b:long = 7', 'print strcat(a, b)'),
      custom('lower_', 'T:(*), column:string = ")("', 'T | count // }'),
      custom('Texts', '', 'print "}", \'{\', ```}```'),
      custom('Sum', 'a:real, b:timespan, c:dynamic, d:datetime', 'a + 1'),
    ])
      it(`takes ${good.name}(${good.parameters})`, async () => {
        const checked = await engine.checkFunction(tenant, good);
        assert.ok(checked.ok, JSON.stringify(checked));
      });

    for (const [name, parameters, body, part, place] of [
      ['runs', '', 'print 1', 'name'],
      ['1st', '', 'print 1', 'name'],
      ['A b', '', 'print 1', 'name'],
      ["Drop'", '', 'print 1', 'name'],
      ['DeviceEvents', '', 'print 1', 'name'],
      ['FileProfile', '', 'print 1', 'name'],
      ['Good', 'x:nothing', 'print 1', 'parameters', [1, 3]],
      ['Good', 'x', 'print 1', 'parameters', [1, 2]],
      ['Good', 'x:long) { 1 }; let Other = (y:long', 'print 1', 'parameters', [1, 7]],
      ['Good', '', 'DeviceProcessEvents\n| where Nope == 1', 'body', [2, 9]],
      ['Good', '', 'DeviceProcessEvents\n| wher', 'body', [2, 3]],
      ['Good', '', 'print 1 }; let Other = () { print 2', 'body', [1, 9]],
      ['Good', '', 'print (1', 'body', [1, 7]],
      ['Good', '', 'Good()', 'body', [1, 1]],
      ['Good', 'n:long', 'print n | invoke Other()', 'body', [1, 18]],
      ['Good', '', '', 'body'],
    ] as const)
      it(`refuses ${name}(${parameters}) with the body ${JSON.stringify(body)} for its ${part}`, async () => {
        const checked = await engine.checkFunction(tenant, { name, parameters, body });
        assert.ok(!checked.ok);
        assert.equal(checked.error.part, part, checked.error.message);
        if (place) assert.deepEqual([checked.error.line, checked.error.column], place, checked.error.message);
      });

    it('refuses what the engine does not evaluate, by its name', async () => {
      const checked = await engine.checkFunction(
        tenant,
        custom('Good', 'x:string', 'print cursor_current(x)'),
      );
      assert.ok(!checked.ok);
      assert.equal(checked.error.part, 'body');
    });
  });
});
