import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommanderError } from 'commander';
import { createProgram } from '../src/program.ts';

/** What a command line was read as; nothing is done. */
const read = async (...args: string[]): Promise<unknown> => {
  let input: unknown = 'nothing was read';
  const program = createProgram(async (_load, given) => {
    input = given;
  });
  await program.parseAsync(args, { from: 'user' });
  return input;
};

/** The part of an input that a test speaks of. */
const picked = async (args: readonly string[], expected: object): Promise<void> => {
  const input = (await read(...args)) as Record<string, unknown>;
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map(key => [key, input[key]])), expected);
};

describe('a command line is read', () => {
  test('alerts list', () =>
    picked(['alerts', 'list', '--filter', 'f', '--top', '3'], { filter: 'f', top: 3 }));

  test('alerts update, with what changes alone', async () => {
    assert.deepEqual(await read('alerts', 'update', 'da1', '--status', 'Resolved', '--comment', 'x'), {
      id: 'da1',
      change: { status: 'Resolved', comment: 'x' },
    });
  });

  test('machines get', async () => assert.equal(await read('machines', 'get', 'web01'), 'web01'));

  test('hunt', () => picked(['hunt', 'T | take 1', '--xdr'], { query: 'T | take 1', xdr: true }));

  test('hunt --explain', () =>
    picked(['hunt', 'T', '--explain', '--run', '--graph'], {
      query: 'T',
      explain: true,
      run: true,
      graph: true,
    }));

  test('functions create', () =>
    picked(['functions', 'create', 'F', '--parameters', 'x:long', 'print x'], {
      name: 'F',
      parameters: 'x:long',
      body: 'print x',
    }));

  test('hunt from standard input', () => picked(['hunt', '-'], { query: '-' }));

  test('tenant create', () =>
    picked(['tenant', 'create', 'Contoso', '--domain', 'contoso.example'], {
      name: 'Contoso',
      domain: 'contoso.example',
      plan: 'XDR',
    }));

  test('app permission add', () =>
    picked(['app', 'permission', 'add', '--app', 'id', 'A.Read.All', 'B.Read.All'], {
      app: 'id',
      permissions: ['A.Read.All', 'B.Read.All'],
    }));

  test('import', () =>
    picked(['import', 'a.json', 'b.json', '--name', 'drill', '--run-rules'], {
      files: ['a.json', 'b.json'],
      name: 'drill',
      runRules: true,
    }));

  test("start passes the server's options on as they are", async () => {
    const options = ['--data', '/srv/vakt', '--no-sensor', '--help'];
    assert.deepEqual(await read('start', ...options), options);
  });
});

describe('a wrong command line is refused', () => {
  const wrong: readonly string[][] = [
    ['alerts', 'list', '--top', '0'],
    ['alerts', 'list', '--top', 'many'],
    ['alerts', 'update', 'id', '--status', 'Done'],
    ['alerts', 'get'],
    ['tenant', 'create', 'Contoso'],
    ['app', 'consent'],
    ['login', '--client-secret', 'x'],
    ['login', '--password', 'x'],
    ['nonsense'],
  ];
  for (const args of wrong)
    test(args.join(' '), t => {
      t.mock.method(process.stderr, 'write', () => true);
      return assert.rejects(read(...args), CommanderError);
    });
});
