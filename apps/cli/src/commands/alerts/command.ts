import { type Command, Option } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { addListOptions, type ListOptions } from '../list-options.ts';
import type { AlertListInput } from './list.ts';
import type { AlertUpdateOptions } from './update.ts';

const list = (perform: Perform): Command =>
  doing(
    addListOptions(
      leaf('list', 'List alerts, newest first', [
        'vakt alerts list',
        "vakt alerts list --filter \"severity eq 'High' and status ne 'Resolved'\" --json",
      ]),
      "status eq 'New'",
    ).option('--evidence', 'with the evidence of each (JSON)'),
    perform,
    async () => (await import('./list.ts')).listAlerts,
    (options: ListOptions & Pick<AlertListInput, 'evidence'>): AlertListInput => options,
  );

const get = (perform: Perform): Command =>
  doing(
    leaf('get', 'Show one alert with its evidence', ['vakt alerts get da638667842000000000_1432']).argument(
      '<id>',
      "the alert's id",
    ),
    perform,
    async () => (await import('./get.ts')).getAlert,
    (_options, [id = '']) => id,
  );

const update = (perform: Perform): Command =>
  doing(
    leaf('update', 'Change an alert', [
      'vakt alerts update ID --status Resolved --classification FalsePositive --comment "A test"',
    ])
      .argument('<id>', "the alert's id")
      .addOption(new Option('--status <status>').choices(['New', 'InProgress', 'Resolved']))
      .option('--assigned-to <user>', 'who works on it')
      .option(
        '--classification <classification>',
        'TruePositive, InformationalExpectedActivity or FalsePositive',
      )
      .option('--determination <determination>', 'Malware, SecurityTesting, Clean …')
      .option('--comment <text>', 'is added to its comments'),
    perform,
    async () => (await import('./update.ts')).updateAlert,
    (options: AlertUpdateOptions, [id = '']) => ({ id, change: pickChange(options) }),
  );

const pickChange = ({
  status,
  assignedTo,
  classification,
  determination,
  comment,
}: AlertUpdateOptions): AlertUpdateOptions => ({
  ...(status !== undefined && { status }),
  ...(assignedTo !== undefined && { assignedTo }),
  ...(classification !== undefined && { classification }),
  ...(determination !== undefined && { determination }),
  ...(comment !== undefined && { comment }),
});

/** `vakt alerts …` */
export const alerts = (perform: Perform): Command =>
  group('alerts', 'Read and change alerts')
    .addCommand(list(perform))
    .addCommand(get(perform))
    .addCommand(update(perform));
