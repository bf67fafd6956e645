import { toArray } from '@vakt/client/paging';
import type { CommandContext } from '../../context.ts';
import { GraphCalls } from '../../directory/graph-calls.ts';
import { showAll } from '../listing.ts';
import type { Change, Target } from './log-entries.ts';
import type { LogOptions } from './log-options.ts';
import { logStart } from './log-start.ts';
import { noteIfMore } from './note-if-more.ts';

const PAGE = 1_000;

const isCalled = (wanted: string, names: readonly (string | null | undefined)[]): boolean =>
  names.some(name => name?.toLowerCase() === wanted.toLowerCase());

const namesOf = ({ id, displayName, userPrincipalName }: Target): readonly (string | null)[] => [
  id,
  displayName,
  userPrincipalName,
];

/** Whether a change was made by, or concerns, who is called so. */
const concerns = (change: Change, wanted: string | undefined): boolean => {
  if (wanted === undefined) return true;
  const { user, app } = change.initiatedBy;
  return isCalled(wanted, [
    user?.id,
    user?.userPrincipalName,
    app?.appId,
    app?.displayName,
    ...change.targetResources.flatMap(namesOf),
  ]);
};

/** The service filters by time and outcome; the two sides of a change are looked at here. */
async function* concerning(
  changes: AsyncIterable<Change>,
  { app, user }: LogOptions,
): AsyncGenerator<Change, void> {
  for await (const change of changes) if (concerns(change, app) && concerns(change, user)) yield change;
}

const who = ({ initiatedBy: { user, app } }: Change): string =>
  user?.userPrincipalName ?? app?.displayName ?? '';

const targets = ({ targetResources }: Change): readonly string[] =>
  targetResources.map(({ id, displayName, userPrincipalName }) => userPrincipalName ?? displayName ?? id);

const from = ({ initiatedBy: { user }, additionalDetails }: Change): string | undefined =>
  user?.ipAddress ?? additionalDetails.find(({ key }) => key === 'ipAddress')?.value;

const outcome = ({ result, resultReason }: Change): string =>
  result === 'success' ? 'ok' : `refused: ${resultReason}`;

/** Lists changes of the directory, the newest first. */
export const listChanges = async (input: LogOptions, context: CommandContext): Promise<void> => {
  const graph = await GraphCalls.open(context);
  const filter = `activityDateTime ge ${logStart(input.since)}${input.failures ? " and result eq 'failure'" : ''}`;
  const all = graph.read<Change>('/v1.0/auditLogs/directoryAudits', { $filter: filter, $top: PAGE });
  const found = await toArray(concerning(all, input), input.top + 1);
  showAll(context, found.slice(0, input.top), [
    { title: 'TIME', value: change => change.activityDateTime, isTime: true },
    { title: 'WHO', value: who, shrinks: true },
    { title: 'WHAT', value: change => change.activityDisplayName, shrinks: true },
    { title: 'OF', value: targets, shrinks: true },
    { title: 'FROM', value: from },
    { title: 'OUTCOME', value: outcome, shrinks: true },
  ]);
  noteIfMore(context, input, found);
};
