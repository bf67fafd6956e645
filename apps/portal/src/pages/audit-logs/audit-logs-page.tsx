import { useState } from 'react';
import { ChoiceField } from '../../components/choice-field.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { type DirectoryAudit, useDirectoryAudits } from '../../data/logs.ts';
import { useTexts } from '../../language/language-context.tsx';
import { EntryButton } from '../sign-in-logs/entry-button.tsx';
import { choiceIn, namesOf } from '../sign-in-logs/log-address.ts';
import { LogFilters } from '../sign-in-logs/log-filters.tsx';
import { OutcomeMark } from '../sign-in-logs/outcome-mark.tsx';
import { useLogFilter } from '../sign-in-logs/use-log-filter.ts';
import { AuditDetails } from './audit-details.tsx';
import { actorOf, targetName } from './audit-words.ts';

/** Who changed what in the directory. */
export const AuditLogsPage = () => {
  const { logs: texts } = useTexts();
  const { columns: names, categories } = texts.audits;
  const filter = useLogFilter();
  const category = choiceIn(filter.parameters, 'category', namesOf(categories), 'all');
  const entries = useDirectoryAudits({
    since: filter.since,
    category,
    outcome: filter.outcome,
    search: filter.search,
  });
  const [opened, setOpened] = useState<DirectoryAudit>();
  const columns: readonly Column<DirectoryAudit>[] = [
    {
      name: names.time,
      show: entry => (
        <EntryButton
          time={entry.activityDateTime}
          name={entry.activityDisplayName}
          onOpen={() => setOpened(entry)}
        />
      ),
      width: '12rem',
    },
    { name: names.activity, show: ({ activityDisplayName }) => activityDisplayName },
    { name: names.status, show: ({ result }) => <OutcomeMark outcome={result} />, width: '7rem' },
    { name: names.initiator, show: entry => <bdi>{actorOf(entry).name}</bdi> },
    {
      name: names.targets,
      show: ({ targetResources }) => <bdi>{targetResources.map(targetName).join(', ')}</bdi>,
    },
  ];
  return (
    <>
      <PageHeader title={texts.audits.title} description={texts.audits.lead} />
      <LogFilters filter={filter} searchLabel={texts.audits.search}>
        <ChoiceField
          label={texts.audits.category}
          choices={namesOf(categories)}
          nameOf={one => categories[one]}
          value={category}
          onChange={one => filter.change('category', one)}
        />
      </LogFilters>
      <ProblemAndHelp problem={entries.problem} onRetry={entries.refresh} />
      {(entries.rows || !entries.problem) && (
        <DataTable
          label={texts.audits.title}
          columns={columns}
          rows={entries.rows}
          keyOf={({ id }) => id}
          empty={texts.audits.empty}
        />
      )}
      <LoadMore pages={entries} />
      {opened && <AuditDetails entry={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
};
