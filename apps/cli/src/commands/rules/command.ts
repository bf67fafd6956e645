import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List detection rules', ['vakt rules list']),
    perform,
    async () => (await import('./list.ts')).listRules,
    () => undefined,
  );

const add = (perform: Perform): Command =>
  doing(
    leaf('add', 'Add a rule from a JSON file', [
      'vakt rules add rule.json',
      `rule.json:  {"displayName": "Shadow file read", "isEnabled": true,
               "queryCondition": {"queryText": "DeviceProcessEvents | where ProcessCommandLine has \\"/etc/shadow\\""},
               "detectionAction": {"alertTemplate": {"title": "Shadow file read", "severity": "medium",
                 "category": "CredentialAccess", "mitreTechniques": ["T1003.008"], "description": "…"}}}`,
    ]).argument('<file>', "a detectionRule in Microsoft Graph's shape, - for standard input"),
    perform,
    async () => (await import('./add.ts')).addRule,
    (_options, [file = '']) => file,
  );

const remove = (perform: Perform): Command =>
  doing(
    leaf('remove', 'Remove a rule', ['vakt rules remove 7']).argument('<id>', "the rule's id"),
    perform,
    async () => (await import('./remove.ts')).removeRule,
    (_options, [id = '']) => id,
  );

const turn = (perform: Perform, name: 'enable' | 'disable', isEnabled: boolean): Command =>
  doing(
    leaf(name, `Turn a rule ${isEnabled ? 'on' : 'off'}`, [`vakt rules ${name} 7`]).argument(
      '<id>',
      "the rule's id",
    ),
    perform,
    async () => (await import('./turn.ts')).turnRule,
    (_options, [id = '']) => ({ id, isEnabled }),
  );

const run = (perform: Perform): Command =>
  doing(
    leaf('run', 'Run the rules over imported events', ['vakt rules run --import drill']).requiredOption(
      '--import <name>',
      'the name that the events were imported under',
    ),
    perform,
    async () => (await import('./run.ts')).runRules,
    (options: { readonly import: string }) => options.import,
  );

/** `vakt rules …` */
export const rules = (perform: Perform): Command =>
  group('rules', 'Read, add and run detection rules')
    .addCommand(list(perform))
    .addCommand(add(perform))
    .addCommand(remove(perform))
    .addCommand(turn(perform, 'enable', true))
    .addCommand(turn(perform, 'disable', false))
    .addCommand(run(perform));
