import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';
import { everyRule } from './every-rule.ts';
import { compareRules, describeDifference } from './rule-differences.ts';
import { readRuleFolder } from './rule-folder.ts';

/** Shows how a folder's rules differ from the tenant's; any difference is a failure, so that a pipeline can ask. */
export const diffRules = async (
  folder: string,
  { connect, terminal, options, signal }: CommandContext,
): Promise<void> => {
  const files = readRuleFolder(folder);
  const differences = compareRules(files, await everyRule((await connect()).graph(), signal));
  if (options.json) terminal.json(differences);
  else for (const difference of differences) terminal.print(describeDifference(difference));
  if (differences.length > 0)
    throw new CommandError({
      reason: 'failure',
      message: `The folder and the tenant differ in ${differences.length} rules.`,
      mend: [`vakt rules push ${folder}`],
    });
  terminal.note('The folder and the tenant are the same.');
};
