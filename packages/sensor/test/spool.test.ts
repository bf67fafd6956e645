import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { ReportIds } from '../src/delivery/report-ids.ts';
import { Spool } from '../src/delivery/spool.ts';

const root = mkdtempSync(join(tmpdir(), 'vakt-spool-'));
after(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const newFolder = (): string => join(root, String(folders++));

const LARGE = { maxBytes: 1024 * 1024, segmentBytes: 64 };

/** Takes everything out, a batch of about `bytes` at a time. */
const drain = (spool: Spool, bytes = 100): string[] => {
  const records: string[] = [];
  for (let batch = spool.peek(bytes); batch; batch = spool.peek(bytes)) {
    records.push(...batch.records);
    spool.acknowledge(batch);
  }
  return records;
};

const record = fc.string({ maxLength: 60 }).map(text => JSON.stringify(text));

describe('the spool', () => {
  it('gives back what was put in, in order, over restarts and in batches of any size', () => {
    const step = fc.record({
      records: fc.array(record),
      takes: fc.nat(3),
      restart: fc.boolean(),
      size: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const folder = newFolder();
        let spool = new Spool(folder, LARGE);
        const taken: string[] = [];
        for (const { records, takes, restart, size } of steps) {
          spool.append(records);
          for (let n = 0; n < takes; n += 1) {
            const batch = spool.peek(size + 1);
            if (!batch) break;
            taken.push(...batch.records);
            spool.acknowledge(batch);
          }
          if (restart) spool = new Spool(folder, LARGE);
        }
        assert.deepEqual(
          [...taken, ...drain(spool)],
          steps.flatMap(({ records }) => records),
        );
        assert.equal(spool.dropped, 0);
      }),
      { numRuns: 60 },
    );
  });

  it('gives a batch again until it is acknowledged', () => {
    const folder = newFolder();
    new Spool(folder, LARGE).append(['1', '2']);
    assert.deepEqual(new Spool(folder, LARGE).peek(100)?.records, ['1', '2']);
    assert.deepEqual(new Spool(folder, LARGE).peek(100)?.records, ['1', '2']);
  });

  it('gives the same batch after a crash, though more was added', () => {
    const folder = newFolder();
    const spool = new Spool(folder, LARGE);
    spool.append(['1', '2']);
    spool.peek(100);
    spool.append(['3']);
    const later = new Spool(folder, LARGE);
    assert.deepEqual(later.peek(100)?.records, ['1', '2']);
    later.release();
    assert.deepEqual(later.peek(100)?.records, ['1', '2', '3']);
  });

  it('leaves out a line that a crash cut off, and goes on behind it', () => {
    const folder = newFolder();
    new Spool(folder, LARGE).append(['"whole"']);
    const file = readdirSync(folder).find(name => name.endsWith('.jsonl')) ?? '';
    appendFileSync(join(folder, file), '"half of a li');
    const spool = new Spool(folder, LARGE);
    spool.append(['"next"']);
    assert.deepEqual(drain(spool), ['"whole"', '"next"']);
  });

  it('delivers again, and nothing less, when its position is damaged', () => {
    const folder = newFolder();
    const spool = new Spool(folder, LARGE);
    spool.append(['1']);
    drain(spool);
    spool.append(['2']);
    writeFileSync(join(folder, 'position.json'), '{"segment":');
    assert.deepEqual(drain(new Spool(folder, LARGE)), ['1', '2']);
  });

  it('drops the oldest records when it is full, and counts them', () => {
    const folder = newFolder();
    const limits = { maxBytes: 1000, segmentBytes: 100 };
    const spool = new Spool(folder, limits);
    const records = Array.from({ length: 400 }, (_, index) => String(1000 + index));
    for (const one of records) spool.append([one]);
    assert.ok(spool.bytes <= limits.maxBytes);
    const { dropped } = new Spool(folder, limits);
    assert.ok(dropped > 0);
    assert.deepEqual(drain(spool), records.slice(dropped));
  });

  it('takes a batch that was dropped while it was under way for what it is: gone', () => {
    const spool = new Spool(newFolder(), { maxBytes: 100, segmentBytes: 20 });
    spool.append(['first']);
    const batch = spool.peek(100);
    for (let n = 0; n < 40; n += 1) spool.append([`later${n}`]);
    assert.ok(batch);
    spool.acknowledge(batch);
    assert.equal(drain(spool).at(-1), 'later39');
  });

  it('gives a record that is larger than the batch by itself', () => {
    const spool = new Spool(newFolder(), LARGE);
    spool.append(['x'.repeat(500), 'y']);
    assert.deepEqual(spool.peek(10)?.records, ['x'.repeat(500)]);
  });

  it('frees the disk when all is delivered, and may be read by its owner alone', () => {
    const folder = newFolder();
    const spool = new Spool(folder, LARGE);
    spool.append(Array.from({ length: 50 }, () => 'z'.repeat(50)));
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    drain(spool, 10_000);
    assert.ok(spool.bytes < 3000);
    assert.deepEqual(drain(new Spool(folder, LARGE)), []);
  });
});

describe('row numbers', () => {
  it('only ever grow, over restarts too', () => {
    const file = join(root, 'report-id.json');
    const numbers = [0, 1, 2].flatMap(() => {
      const ids = new ReportIds(file, 1);
      return [ids.take(), ids.take()];
    });
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].toSorted((a, b) => Number(a - b)),
    );
  });

  it('begin above those of a state that was lost', () => {
    const before = new ReportIds(join(root, 'lost.json'), 1_000).take();
    assert.ok(new ReportIds(join(root, 'new.json'), 2_000).take() > before);
  });

  it('stay unique when a block is used up', () => {
    const ids = new ReportIds(join(root, 'block.json'), 1);
    const numbers = new Set(Array.from({ length: 25_000 }, () => ids.take()));
    assert.equal(numbers.size, 25_000);
  });
});
