import { readPaged, toArray } from '@vakt/client/paging';
import type { CommandContext } from '../../context.ts';
import { type DetectionRule, RULES_PATH } from './detection-rule.ts';

const PAGE_LIMIT = 1000;
const MOST = 100_000;

/** Lists the rules. */
export const listRules = async (
  _input: undefined,
  { terminal, options, signal, connect }: CommandContext,
): Promise<void> => {
  const graph = (await connect()).graph();
  const pages = readPaged<DetectionRule>(
    { top: undefined, skip: undefined, pageLimit: PAGE_LIMIT },
    ({ link, skip }) =>
      graph.send(
        { method: 'GET', path: link ?? RULES_PATH, query: { $skip: skip } },
        { abortSignal: signal },
      ),
  );
  const rules = await toArray(pages, MOST);
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
