import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Command } from 'commander';
import { createProgram } from '../src/program.ts';

interface Leaf {
  /** `vakt app secret add` */
  readonly path: string;
  readonly command: Command;
}

const leavesOf = (command: Command, path: string): Leaf[] =>
  command.commands.length === 0
    ? [{ path, command }]
    : command.commands.flatMap(child => leavesOf(child, `${path} ${child.name()}`));

const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({ writeOut: part => (text += part) }).outputHelp();
  return text;
};

const leaves = leavesOf(
  createProgram(async () => undefined),
  'vakt',
);
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const DIRECTORY_GROUPS = ['tenant', 'user', 'app', 'consent', 'customer', 'device-group', 'role'];

describe('every command', () => {
  test('can answer in JSON, but for those that run another program', () => {
    const without = leaves.filter(({ command }) => !command.options.some(({ long }) => long === '--json'));
    assert.deepEqual(
      without.map(({ path }) => path),
      ['vakt start', 'vakt exec'],
    );
  });

  test('shows examples of itself above all else in its help', () => {
    for (const { path, command } of leaves) {
      const [examples = ''] = helpOf(command).split('Usage:');
      assert.match(examples, /^Examples:\n/, path);
      assert(examples.includes(path), `${path}: ${examples}`);
    }
  });
});

test('the README names every command of the directory', () => {
  for (const group of DIRECTORY_GROUPS) {
    const [row = ''] = readme.match(new RegExp(`^\\| \`vakt ${group}\` \\|.*$`, 'm')) ?? [];
    const named = [...row.matchAll(/`([^`]+)`/g)].slice(1).map(([, name = '']) => name.split(' '));
    const words = new Set(named.flat());
    for (const { path } of leaves.filter(leaf => leaf.path.startsWith(`vakt ${group} `)))
      for (const word of path.split(' ').slice(2)) assert(words.has(word), `${path} in ${row}`);
  }
});
