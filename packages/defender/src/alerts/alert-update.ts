import type { Principal } from '@vakt/contract/principal';
import {
  classificationSynonyms,
  determinationSynonyms,
  determinationsOf,
} from '@vakt/contract/schemas/alert';
import { formatTicks, type Ticks } from '@vakt/contract/ticks';
import type { AlertChange } from '@vakt/store/alert-changes';
import { authorOf } from '../author.ts';

/** What a caller wants to change, under either spelling of the vendor's page. */
interface Wanted {
  readonly status?: string;
  readonly assignedTo?: string | null;
  readonly classification?: string | null;
  readonly determination?: string | null;
  readonly comment?: string;
}

const readWanted = (body: Readonly<Record<string, unknown>>): Wanted =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
  );

/** The name by which a value is stored: several stand for one, and null for none. */
const canonical = (synonyms: Readonly<Record<string, string | null>>, name: string | null): string | null => {
  if (name === null) return null;
  const meant = synonyms[name];
  return meant === undefined ? name : meant;
};

/**
 * Works out what an update changes of an alert. A new classification takes the old determination with it unless the two
 * go together; a pair that the caller gives is taken as it is.
 *
 * @param body checked against the contract's schema.
 */
export const changeOf = (
  body: Readonly<Record<string, unknown>>,
  principal: Principal,
  now: Ticks,
): AlertChange => {
  const { status, assignedTo, comment, ...wanted } = readWanted(body);
  const classification =
    wanted.classification === undefined
      ? undefined
      : canonical(classificationSynonyms, wanted.classification);
  const determination =
    wanted.determination === undefined ? undefined : canonical(determinationSynonyms, wanted.determination);
  return {
    ...(status !== undefined && { status }),
    ...(assignedTo !== undefined && { assignedTo }),
    ...(classification !== undefined && {
      classification,
      fittingDeterminations: fitting(classification),
    }),
    ...(determination !== undefined && { determination }),
    ...(comment && {
      comment: { comment, createdBy: authorOf(principal), createdTime: formatTicks(now) },
    }),
  };
};

const fitting = (classification: string | null): readonly string[] =>
  classification === null ? [] : (determinationsOf[classification as keyof typeof determinationsOf] ?? []);
