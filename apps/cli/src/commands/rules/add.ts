import { isRecord } from '@vakt/client/json';
import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { readText } from '../../text-file.ts';
import { showingPlace } from '../hunt/query-error.ts';
import { type DetectionRule, RULES_PATH } from './detection-rule.ts';

const parse = (text: string, file: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw usageError(
      `${file} is not JSON: ${(error as Error).message}`,
      'See vakt rules add --help for the shape.',
    );
  }
  throw usageError(`${file} must hold one JSON object`, 'See vakt rules add --help for the shape.');
};

const queryOf = ({ queryCondition }: Record<string, unknown>): string =>
  isRecord(queryCondition) ? String(queryCondition['queryText'] ?? '') : '';

/** Adds a rule; it runs over new events from now on. */
export const addRule = async (file: string, context: CommandContext): Promise<void> => {
  const body = parse(await readText(file, context), file);
  const graph = (await context.connect()).graph();
  const sent = graph.send({ method: 'POST', path: RULES_PATH, body }, { abortSignal: context.signal });
  const reply = await sent.catch((error: unknown) => {
    throw showingPlace(error, queryOf(body));
  });
  const { id, displayName, isEnabled } = reply as DetectionRule;
  showRecord(context, reply as DetectionRule, { id, name: displayName, on: isEnabled ? 'yes' : 'no' });
};
