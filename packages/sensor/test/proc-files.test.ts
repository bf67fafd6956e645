import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { COMMAND_LINE_LIMIT, commandLineOf } from '../src/process/command-line.ts';
import { parseStat, parseStatus } from '../src/process/proc-stat.ts';

const REST =
  'S 1 6 7 0 -1 4194560 94 0 0 0 1 2 0 0 20 0 3 0 207018 5554176 321 18446744073709551615 1 1 0 0 0 0 0 0 0';

/** Any name that a process may choose: no zero byte, at most 15 of them. */
const comm = fc
  .string({ maxLength: 15, unit: fc.constantFrom('a', ' ', '(', ')', '\n', '\t', '0', 'é', ':') })
  .filter(text => text.length > 0);

describe('/proc/<pid>/stat', () => {
  it('is read whatever the process calls itself', () => {
    fc.assert(
      fc.property(comm, fc.nat(), (name, pid) => {
        assert.deepEqual(parseStat(`${pid} (${name}) ${REST}\n`), {
          pid,
          comm: name,
          state: 'S',
          parentId: 1,
          processGroup: 6,
          session: 7,
          isKernelThread: false,
          startTicks: 207018n,
        });
      }),
    );
  });

  it('never throws on other text', () => {
    fc.assert(fc.property(fc.string(), text => void parseStat(text)));
  });

  it('tells a kernel thread', () => {
    assert.equal(parseStat(`2 (kthreadd) ${REST.replace('4194560', '2129984')}`)?.isKernelThread, true);
  });
});

describe('/proc/<pid>/status', () => {
  it('gives the ids of the process and not those in its name', () => {
    const text = 'Name:\tx\\nUid:\t9\t9\nTgid:\t41\nPid:\t42\nUid:\t1000\t0\t0\t0\nGid:\t0\t0\t0\t0\n';
    assert.deepEqual(parseStatus(text), { threadGroup: 41, realUid: 1000, effectiveUid: 0 });
  });

  it('is not read from a part of it', () => {
    assert.equal(parseStatus('Name:\tsh\n'), undefined);
  });
});

const bytesOf = (args: readonly string[]) => Buffer.from(args.map(arg => `${arg}\0`).join(''));

/** Takes a command line apart as a shell does. */
const shellWords = (line: string): string[] => {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'])+/g) ?? [];
  return words.map(word => word.replaceAll(/'([^']*)'|\\(')/g, (_, inner, quote) => quote ?? inner));
};

describe('a command line', () => {
  it('keeps its arguments apart for a shell', () => {
    const argument = fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '$', '\n', '\\', '`', '-') });
    fc.assert(
      fc.property(fc.array(argument, { minLength: 2 }), fc.constant('end'), (args, last) => {
        assert.deepEqual(shellWords(commandLineOf(bytesOf([...args, last]))), [...args, last]);
      }),
    );
  });

  it('is left as it is when nothing needs quotes', () => {
    assert.equal(commandLineOf(bytesOf(['/bin/ls', '-la', '--color=auto'])), '/bin/ls -la --color=auto');
  });

  it('is a title when the process wrote one over it', () => {
    assert.equal(commandLineOf(Buffer.from('postgres: writer \0\0\0\0')), 'postgres: writer ');
  });

  it('is empty for a process that has none', () => {
    assert.equal(commandLineOf(new Uint8Array()), '');
  });

  it('is bounded', () => {
    const long = commandLineOf(Buffer.alloc(COMMAND_LINE_LIMIT * 2, 'a'));
    assert.equal(long.length, COMMAND_LINE_LIMIT);
  });
});
