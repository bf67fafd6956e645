import type { Principal } from '@vakt/contract/principal';
import { determinationSynonyms } from '@vakt/contract/schemas/alert';
import { formatTicks, type Ticks } from '@vakt/contract/ticks';
import type { Alert, AlertChange } from '@vakt/store/alerts';
import { storableJson, storableText } from '@vakt/store/storable-text';
import { authorOf } from '../author.ts';

/** What a caller wants to change, under either spelling of the vendor's page. */
interface Wanted {
  readonly status?: string;
  readonly assignedTo?: string | null;
  readonly classification?: string;
  readonly determination?: string;
  readonly comment?: string;
}

const readWanted = (body: Readonly<Record<string, unknown>>): Wanted =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
  );

const resolution = (alert: Alert, status: string | undefined, now: Ticks): AlertChange => {
  if (status === undefined) return {};
  if (status !== 'Resolved') return { status, resolved_ticks: null };
  return { status, resolved_ticks: alert.resolved_ticks ?? now };
};

/**
 * Works out what an update changes of an alert.
 *
 * @param body checked against the contract's schema.
 */
export const changeOf = (
  alert: Alert,
  body: Readonly<Record<string, unknown>>,
  principal: Principal,
  now: Ticks,
): AlertChange => {
  const { status, assignedTo, classification, determination, comment } = readWanted(body);
  const remark = comment && { comment, createdBy: authorOf(principal), createdTime: formatTicks(now) };
  return {
    updated_ticks: now,
    ...resolution(alert, status, now),
    ...(assignedTo !== undefined && { assigned_to: assignedTo === null ? null : storableText(assignedTo) }),
    ...(classification !== undefined && { classification }),
    ...(determination !== undefined && {
      determination: determinationSynonyms[determination] ?? determination,
    }),
    ...(remark && { comments: storableJson([...alert.comments, remark]) }),
  };
};
