import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { withYes, type YesOption } from '../confirmation.ts';
import type { FunctionInput } from './functions.ts';

interface FunctionOptions {
  readonly parameters?: string;
  readonly file?: string;
  readonly description?: string;
}

const withFunctionOptions = (command: Command): Command =>
  command
    .argument('<name>', 'the name of the function')
    .argument('[body]', 'KQL, or - to read it from standard input')
    .option('--file <file>', 'read the body from a file')
    .option('--parameters <parameters>', "as KQL declares them: 'name:string, days:long = 1'")
    .option('--description <text>', 'what the function is for');

const inputOf = (
  options: FunctionOptions,
  [name = '', body]: readonly (string | undefined)[],
): FunctionInput => ({ ...options, name, ...(body !== undefined && { body }) });

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the saved functions', ['vakt functions list']),
    perform,
    async () => (await import('./functions.ts')).listFunctions,
    () => undefined,
  );

const get = (perform: Perform): Command =>
  doing(
    leaf('get', 'Show a saved function', ['vakt functions get RecentRuns --json']).argument(
      '<name>',
      'the name of the function',
    ),
    perform,
    async () => (await import('./functions.ts')).getFunction,
    (_options: unknown, [name = '']) => name,
  );

const create = (perform: Perform): Command =>
  doing(
    withFunctionOptions(
      leaf('create', 'Save a function that queries and rules may call', [
        "vakt functions create RecentRuns --parameters 'name:string' 'DeviceProcessEvents | where FileName =~ name'",
        'vakt functions create OnlyServers --file only-servers.kql',
      ]),
    ),
    perform,
    async () => (await import('./functions.ts')).createFunction,
    inputOf,
  );

const update = (perform: Perform): Command =>
  doing(
    withFunctionOptions(
      leaf('update', 'Change a saved function', [
        "vakt functions update RecentRuns --parameters 'name:string, days:long = 7'",
      ]),
    ),
    perform,
    async () => (await import('./functions.ts')).updateFunction,
    inputOf,
  );

const remove = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('delete', 'Delete a saved function; rules that call it fail from then on', [
        'vakt functions delete RecentRuns',
      ]).argument('<name>', 'the name of the function'),
    ),
    perform,
    async () => (await import('./functions.ts')).deleteFunction,
    (options: YesOption, [name = '']) => ({ ...options, name }),
  );

/** `vakt functions …` */
export const functions = (perform: Perform): Command =>
  group('functions', 'Functions of your own for hunting queries and rules')
    .addCommand(list(perform))
    .addCommand(get(perform))
    .addCommand(create(perform))
    .addCommand(update(perform))
    .addCommand(remove(perform));
