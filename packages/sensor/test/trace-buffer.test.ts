import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pageSizeOf, parseEventFormat } from '../src/capture/event-format.ts';
import { execReader, socketReader } from '../src/capture/trace-events.ts';
import { parseTracePage } from '../src/capture/trace-page.ts';

const EXEC_FORMAT = `name: sched_process_exec
ID: 365
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

\tfield:__data_loc char[] filename;\toffset:8;\tsize:4;\tsigned:0;
\tfield:pid_t pid;\toffset:12;\tsize:4;\tsigned:1;
\tfield:pid_t old_pid;\toffset:16;\tsize:4;\tsigned:1;

print fmt: "filename=%s pid=%d old_pid=%d", __get_str(filename), REC->pid, REC->old_pid
`;

const SOCKET_FORMAT = `name: inet_sock_set_state
ID: 2287
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

\tfield:const void * skaddr;\toffset:8;\tsize:8;\tsigned:0;
\tfield:int oldstate;\toffset:16;\tsize:4;\tsigned:1;
\tfield:int newstate;\toffset:20;\tsize:4;\tsigned:1;
\tfield:__u16 sport;\toffset:24;\tsize:2;\tsigned:0;
\tfield:__u16 dport;\toffset:26;\tsize:2;\tsigned:0;
\tfield:__u16 family;\toffset:28;\tsize:2;\tsigned:0;
\tfield:__u16 protocol;\toffset:30;\tsize:2;\tsigned:0;
\tfield:__u8 saddr[4];\toffset:32;\tsize:4;\tsigned:0;
\tfield:__u8 daddr[4];\toffset:36;\tsize:4;\tsigned:0;
\tfield:__u8 saddr_v6[16];\toffset:40;\tsize:16;\tsigned:0;
\tfield:__u8 daddr_v6[16];\toffset:56;\tsize:16;\tsigned:0;
`;

const HEADER_PAGE = `\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;
\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
\tfield: char data;\toffset:16;\tsize:4080;\tsigned:0;
`;

const word = (value: number) => Buffer.from(Uint32Array.of(value).buffer);

/** An entry with its data, as the kernel writes it: short ones by their length in the header, long ones behind it. */
const dataEntry = (delta: number, data: Buffer): Buffer => {
  const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
  if (padded.length <= 28 * 4 && padded.length > 0)
    return Buffer.concat([word(((delta << 5) | (padded.length / 4)) >>> 0), padded]);
  return Buffer.concat([word((delta << 5) >>> 0), word(padded.length + 4), padded]);
};

const pageOf = (time: bigint, entries: readonly Buffer[], flags = 0n, tail = Buffer.alloc(0)): Buffer => {
  const data = Buffer.concat(entries);
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(time, 0);
  header.writeBigUInt64LE(BigInt(data.length) | flags, 8);
  return Buffer.concat([header, data, tail]);
};

const execRecord = (pid: number, filename: string): Buffer => {
  const name = Buffer.from(`${filename}\0`);
  const fixed = Buffer.alloc(20);
  fixed.writeUInt16LE(365, 0);
  fixed.writeUInt32LE((name.length << 16) | 20, 8);
  fixed.writeInt32LE(pid, 12);
  return Buffer.concat([fixed, name]);
};

const readerOf = (text: string, make: typeof execReader) => {
  const format = parseEventFormat(text);
  const reader = format && make(format);
  assert.ok(reader);
  return reader;
};

describe('a page of the trace buffer', () => {
  it('gives every record with its time, whatever the lengths', () => {
    const entry = fc.record({
      delta: fc.nat({ max: 2 ** 26 }),
      data: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 10 }),
        fc.bigInt({ min: 0n, max: 2n ** 60n }),
        (entries, time) => {
          const page = pageOf(
            time,
            entries.map(({ delta, data }) => dataEntry(delta, Buffer.from(data))),
          );
          const { records } = parseTracePage(page);
          let expected = time;
          assert.equal(records.length, entries.length);
          for (const [index, { delta, data }] of entries.entries()) {
            expected += BigInt(delta);
            assert.equal(records[index]?.time, expected);
            assert.deepEqual(records[index]?.data.subarray(0, data.length), Buffer.from(data));
          }
        },
      ),
    );
  });

  it('follows time extensions and absolute times, and leaves padding out', () => {
    const extend = Buffer.concat([word((5 << 5) | 30), word(2)]);
    const absolute = Buffer.concat([word((7 << 5) | 31), word(100)]);
    const discarded = Buffer.concat([word((1 << 5) | 29), word(8), word(0)]);
    const page = pageOf(1000n, [extend, discarded, dataEntry(1, word(1)), absolute, dataEntry(2, word(2))]);
    const extended = 1000n + (2n << 27n) + 5n + 1n + 1n;
    assert.deepEqual(
      parseTracePage(page).records.map(({ time }) => time),
      [extended, (100n << 27n) + 7n + 2n],
    );
  });

  it('says how many events were lost before it', () => {
    const count = Buffer.from(BigUint64Array.of(17n).buffer);
    assert.equal(parseTracePage(pageOf(0n, [], (1n << 31n) | (1n << 30n), count)).missed, 17);
    assert.equal(parseTracePage(pageOf(0n, [], 1n << 31n)).missed, -1);
  });

  it('never throws and always ends on other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void parseTracePage(Buffer.from(bytes))),
    );
  });

  it('has the size that the kernel says', () => {
    assert.equal(pageSizeOf(HEADER_PAGE), 4096);
    assert.equal(pageSizeOf(HEADER_PAGE.replace('offset:16', 'offset:12')), undefined);
  });
});

describe('an exec event', () => {
  it('keeps a file name with newlines that looks like further events as one name', () => {
    const forged = '/tmp/a\n bash-1 [000] d..1. 1.0: sched_process_exec: filename=/bin/evil pid=1 old_pid=1';
    const read = readerOf(EXEC_FORMAT, execReader);
    assert.deepEqual(read({ time: 9n, data: execRecord(77, forged) }), {
      kind: 'exec',
      pid: 77,
      bootNs: 9n,
      filename: forged,
    });
  });

  it('never throws on a record that is cut off', () => {
    const read = readerOf(EXEC_FORMAT, execReader);
    fc.assert(
      fc.property(fc.nat({ max: 40 }), length => {
        read({ time: 0n, data: execRecord(1, '/usr/bin/true').subarray(0, length) });
      }),
    );
  });

  it('is not read when the kernel describes it without the fields that are needed', () => {
    const format = parseEventFormat(EXEC_FORMAT.replace('filename;', 'file;'));
    assert.equal(format && execReader(format), undefined);
  });
});

const socketRecord = () => {
  const data = Buffer.alloc(72);
  data.writeInt32LE(41, 4);
  data.writeBigUInt64LE(0xffff_8881_068b_0940n, 8);
  data.writeInt32LE(2, 16);
  data.writeInt32LE(1, 20);
  data.writeUInt16LE(50_000, 24);
  data.writeUInt16LE(443, 26);
  data.writeUInt16LE(2, 28);
  data.writeUInt16LE(6, 30);
  data.set([10, 0, 0, 1, 8, 8, 8, 8], 32);
  return data;
};

describe('a TCP state change', () => {
  it('gives both ends', () => {
    const event = readerOf(SOCKET_FORMAT, socketReader)({ time: 3n, data: socketRecord() });
    assert.deepEqual(event, {
      kind: 'socket',
      bootNs: 3n,
      currentPid: 41,
      socket: 0xffff_8881_068b_0940n,
      oldState: 2,
      newState: 1,
      localAddress: '10.0.0.1',
      localPort: 50_000,
      remoteAddress: '8.8.8.8',
      remotePort: 443,
    });
  });

  it('of another protocol is left out', () => {
    const data = socketRecord();
    data.writeUInt16LE(132, 30);
    assert.equal(readerOf(SOCKET_FORMAT, socketReader)({ time: 3n, data }), undefined);
  });
});
