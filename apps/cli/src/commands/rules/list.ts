import type { CommandContext } from '../../context.ts';
import { everyRule } from './every-rule.ts';

/** Lists the rules. */
export const listRules = async (
  _input: undefined,
  { terminal, options, signal, connect }: CommandContext,
): Promise<void> => {
  const rules = await everyRule((await connect()).graph(), signal);
  if (options.json) return terminal.json(rules);
  if (rules.length === 0 && terminal.isInteractive)
    return terminal.note('None of your own. The built-in rules run besides.');
  terminal.table(
    [
      { title: 'ID', value: rule => rule.id, shrinks: true },
      { title: 'ON', value: rule => (rule.isEnabled ? 'yes' : 'no') },
      { title: 'SEVERITY', value: rule => rule.detectionAction?.alertTemplate?.severity },
      { title: 'CATEGORY', value: rule => rule.detectionAction?.alertTemplate?.category },
      { title: 'NAME', value: rule => rule.displayName, shrinks: true },
      { title: 'LAST RUN', value: rule => rule.lastRunDetails?.lastRunDateTime, isTime: true },
      { title: 'RESULT', value: rule => rule.lastRunDetails?.status },
    ],
    rules,
  );
};
