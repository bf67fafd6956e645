import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { Compiler } from '../src/compile/compiler.ts';

const one = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const other = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c04' as TenantId;

/** Every table, eighty times: analysis takes far longer than the limit here. */
const hostile = `union ${Array.from({ length: 80 }, () => '(search "x")').join(', ')}`;

describe('the compiler', () => {
  const compiler = new Compiler({ threads: 2, answerMs: 1_500 });
  after(() => compiler.close());

  it('serves another tenant while one tenant’s hostile text runs to its limit', async () => {
    await Promise.all([compiler.compile(one, 'print 1'), compiler.compile(other, 'print 2')]);
    let isOver = false;
    const given = compiler.compile(one, hostile).then(compiled => {
      isOver = true;
      return compiled;
    });
    const served = await compiler.compile(other, 'DeviceProcessEvents | where FileName has "a" | count');
    assert.ok(served.ok);
    assert.ok(!isOver, 'the hostile text was still being analysed');
    const refused = await given;
    assert.deepEqual(refused.ok || [refused.error.kind, refused.error.message], [
      'resources',
      'The query takes too long to analyse.',
    ]);
  });

  it('keeps plans, whichever tenant asks', async () => {
    const first = await compiler.compile(one, 'DeviceInfo | take 1');
    assert.equal(await compiler.compile(other, 'DeviceInfo | take 1'), first);
  });
});
