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

const FOLDER = 'rules as NAME.json, with the query there or in NAME.kql and the cases in NAME.test.json';

const test = (perform: Perform): Command =>
  doing(
    leaf('test', 'Try the rules of a folder on the rows of their cases', [
      'vakt rules test rules/',
      `rules/shadow.test.json:  {"cases": [{"name": "cat reads it",
               "rows": {"DeviceProcessEvents": [{"ProcessCommandLine": "cat /etc/shadow"}]},
               "alerts": [{"title": "Shadow file read"}]}]}`,
    ]).argument('<folder>', FOLDER),
    perform,
    async () => (await import('./test.ts')).testRules,
    (_options, [folder = '']) => folder,
  );

const push = (perform: Perform): Command =>
  doing(
    leaf('push', 'Make the tenant’s rules those of a folder', [
      'vakt rules push rules/',
      'vakt rules push rules/ --prune',
    ])
      .argument('<folder>', FOLDER)
      .option('--prune', 'remove rules that the folder does not have'),
    perform,
    async () => (await import('./push.ts')).pushRules,
    (options: { readonly prune?: boolean }, [folder = '']) => ({ ...options, folder }),
  );

const diff = (perform: Perform): Command =>
  doing(
    leaf('diff', 'Show how a folder’s rules differ from the tenant’s', ['vakt rules diff rules/']).argument(
      '<folder>',
      FOLDER,
    ),
    perform,
    async () => (await import('./diff.ts')).diffRules,
    (_options, [folder = '']) => folder,
  );

/** `vakt rules …` */
export const rules = (perform: Perform): Command =>
  group('rules', 'Read, add and run detection rules')
    .addCommand(list(perform))
    .addCommand(add(perform))
    .addCommand(remove(perform))
    .addCommand(turn(perform, 'enable', true))
    .addCommand(turn(perform, 'disable', false))
    .addCommand(run(perform))
    .addCommand(test(perform))
    .addCommand(push(perform))
    .addCommand(diff(perform));
