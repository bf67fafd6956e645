import type { RestClient } from '@vakt/client/rest-client';
import type { CommandContext } from '../../context.ts';
import { showingPlace } from '../hunt/query-error.ts';
import { RULES_PATH, rulePath } from './detection-rule.ts';
import { everyRule } from './every-rule.ts';
import { compareRules, type RuleDifference } from './rule-differences.ts';
import { type RuleFile, readRuleFolder } from './rule-folder.ts';

export interface PushInput {
  readonly folder: string;
  /** Whether rules that the folder does not have are removed. */
  readonly prune?: boolean;
}

const queryOf = ({ rule }: RuleFile): string => {
  const { queryCondition } = rule as { readonly queryCondition?: { readonly queryText?: unknown } };
  return String(queryCondition?.queryText ?? '');
};

const apply = async (
  graph: RestClient,
  difference: RuleDifference,
  { prune }: PushInput,
  signal: AbortSignal,
): Promise<string> => {
  const options = { abortSignal: signal };
  switch (difference.kind) {
    case 'new':
      await graph.send({ method: 'POST', path: RULES_PATH, body: difference.file.rule }, options);
      return 'added';
    case 'changed':
      await graph.send(
        { method: 'PATCH', path: rulePath(difference.id), body: difference.file.rule },
        options,
      );
      return 'changed';
    case 'not in the folder':
      if (!prune) return 'left';
      await graph.send({ method: 'DELETE', path: rulePath(difference.id) }, options);
      return 'removed';
  }
};

/** Makes the tenant's rules those of a folder; one that is wrong ends it, and the message names its file. */
export const pushRules = async (
  input: PushInput,
  { connect, terminal, options, signal }: CommandContext,
): Promise<void> => {
  const files = readRuleFolder(input.folder);
  const graph = (await connect()).graph();
  const done: { readonly rule: string; readonly outcome: string }[] = [];
  for (const difference of compareRules(files, await everyRule(graph, signal))) {
    const outcome = await apply(graph, difference, input, signal).catch((error: unknown) => {
      throw 'file' in difference ? showingPlace(error, queryOf(difference.file)) : error;
    });
    done.push({ rule: difference.name, outcome });
    if (!options.json) terminal.print(`${outcome}\t${difference.name}`);
  }
  if (options.json) terminal.json(done);
  const left = done.filter(({ outcome }) => outcome === 'left').length;
  terminal.note(
    left > 0
      ? `${left} rules of the tenant are not in the folder; --prune removes them.`
      : 'The tenant has the rules of the folder.',
  );
};
