import type { Principal } from '@vakt/contract/principal';
import { classificationSynonyms, determinationSynonyms } from '@vakt/contract/schemas/alert';
import { formatTicks, type Ticks } from '@vakt/contract/ticks';
import type { Incident, IncidentChange } from '@vakt/store/incidents';
import { storableJson, storableText } from '@vakt/store/storable-text';
import { authorOf } from '../author.ts';

/** What a caller may send, checked against the contract's schema. */
export interface IncidentUpdate {
  readonly status?: string;
  readonly assignedTo?: string | null;
  readonly classification?: string;
  readonly determination?: string;
  readonly tags?: readonly string[];
  readonly comment?: string;
}

/** An incident that nobody has judged yet says so (`Unknown`). */
const canonicalClassification = (name: string): string => classificationSynonyms[name] ?? name;

/** Works out what an update changes of an incident. */
export const changeOf = (
  incident: Incident,
  { status, assignedTo, classification, determination, tags, comment }: IncidentUpdate,
  principal: Principal,
  now: Ticks,
): IncidentChange => {
  const remark = comment && { comment, createdBy: authorOf(principal), createdTime: formatTicks(now) };
  return {
    updated_ticks: now,
    ...(status !== undefined && { status }),
    ...(assignedTo !== undefined && { assigned_to: assignedTo ? storableText(assignedTo) : null }),
    ...(classification !== undefined && { classification: canonicalClassification(classification) }),
    ...(determination !== undefined && {
      determination: determinationSynonyms[determination] ?? determination,
    }),
    ...(tags !== undefined && { tags: storableJson([...new Set(tags)]) }),
    ...(remark && { comments: storableJson([...incident.comments, remark]) }),
  };
};
