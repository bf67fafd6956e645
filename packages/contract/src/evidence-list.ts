import { type AlertEvidence, completeEvidence, type NewEvidence } from './evidence.ts';

/** Evidence of an alert is a list for people: what goes beyond this many entities only widens the alert's times. */
const MOST_EVIDENCE = 100;

/** Tells entities apart: two pieces of evidence with one key are the same entity, seen twice. */
export const entityKey = (evidence: NewEvidence): string => {
  const { entityType, processId, processCreationTime, fileName, processCommandLine } = evidence;
  if (entityType === 'Process')
    return JSON.stringify([processId, processCreationTime, fileName, processCommandLine]);
  return JSON.stringify(completeEvidence({ ...evidence, evidenceCreationTime: '' }, ''));
};

/** The entities, each once. */
export const distinctEvidence = <Entity extends NewEvidence>(evidence: readonly Entity[]): Entity[] =>
  [...new Map(evidence.map(entity => [entityKey(entity), entity])).values()].slice(0, MOST_EVIDENCE);

/** Evidence with that of further hits: an entity that is known stays as it was. */
export const mergeEvidence = (
  known: readonly AlertEvidence[],
  further: readonly NewEvidence[],
  creationTime: string,
): AlertEvidence[] => {
  const names = new Set(known.map(entityKey));
  const fresh = further
    .map(entity => completeEvidence(entity, creationTime))
    .filter(entity => !names.has(entityKey(entity)));
  return [...known, ...fresh].slice(0, MOST_EVIDENCE);
};

/** The account that an alert with this evidence is about, as its `relatedUser`; `undefined` when it names none. */
export const relatedUserOf = (
  evidence: readonly NewEvidence[],
): { readonly userName: string; readonly domainName: string } | undefined => {
  const user = evidence.find(({ entityType }) => entityType === 'User');
  return user?.accountName ? { userName: user.accountName, domainName: user.domainName ?? '' } : undefined;
};
