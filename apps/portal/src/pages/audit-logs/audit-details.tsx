import { Subtitle2 } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Facts } from '../../components/facts.tsx';
import type { AuditTarget, DirectoryAudit, ModifiedProperty } from '../../data/logs.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { EntryDetails } from '../sign-in-logs/entry-details.tsx';
import { OutcomeMark } from '../sign-in-logs/outcome-mark.tsx';
import { actorOf, targetName } from './audit-words.ts';

/** One of the objects that a change was made to. */
const Target = ({ target }: { readonly target: AuditTarget }) => {
  const { logs } = useTexts();
  const { audits: texts } = logs;
  const { property, old, new: next } = texts.modifiedColumns;
  const columns: readonly Column<ModifiedProperty>[] = [
    { name: property, show: ({ displayName }) => displayName },
    { name: old, show: ({ oldValue }) => <bdi>{oldValue ?? logs.nobody}</bdi> },
    { name: next, show: ({ newValue }) => <bdi>{newValue ?? logs.nobody}</bdi> },
  ];
  return (
    <div>
      <Subtitle2 as="h3">{texts.target(target.type)}</Subtitle2>
      <Facts
        facts={[
          [texts.columns.targets, <bdi key="name">{targetName(target)}</bdi>],
          [
            texts.targetId,
            target.id ? <CopyableValue key="id" value={target.id} name={texts.targetId} /> : logs.nobody,
          ],
        ]}
      />
      {target.modifiedProperties.length > 0 && (
        <DataTable
          label={texts.modified}
          columns={columns}
          rows={target.modifiedProperties}
          keyOf={({ displayName }) => displayName}
          empty=""
        />
      )}
    </div>
  );
};

interface AuditDetailsProps {
  readonly entry: DirectoryAudit;
  readonly onClose: () => void;
}

/** Everything about one change. */
export const AuditDetails = ({ entry, onClose }: AuditDetailsProps) => {
  const { logs: texts } = useTexts();
  const { dateTime } = useDateFormat();
  const { fields, columns, categories } = texts.audits;
  const actor = actorOf(entry);
  const id = (value: string | null, name: string): ReactNode =>
    value ? <CopyableValue value={value} name={name} /> : texts.nobody;
  return (
    <EntryDetails title={texts.audits.details} onClose={onClose}>
      <Facts
        facts={[
          [columns.activity, entry.activityDisplayName],
          [columns.status, <OutcomeMark key="status" outcome={entry.result} />],
          [fields.reason, <bdi key="reason">{entry.resultReason || texts.nobody}</bdi>],
          [texts.localTime, dateTime(entry.activityDateTime)],
          [texts.utc, id(entry.activityDateTime, texts.utc)],
          [
            texts.audits.category,
            Object.entries(categories).find(([name]) => name === entry.category)?.[1] ?? entry.category,
          ],
          [fields.operation, entry.operationType],
          [columns.initiator, <bdi key="actor">{actor.name}</bdi>],
          [fields.actorId, id(actor.id, fields.actorId)],
          [texts.ipAddress, <bdi key="address">{actor.ipAddress || texts.nobody}</bdi>],
          [texts.correlationId, id(entry.correlationId, texts.correlationId)],
          [fields.id, id(entry.id, fields.id)],
        ]}
      />
      {entry.targetResources.map(target => (
        <Target key={`${target.type} ${targetName(target)}`} target={target} />
      ))}
    </EntryDetails>
  );
};
