import { useState } from 'react';
import { ChoiceField } from '../../components/choice-field.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { SIGN_IN_KINDS, type SignIn, useSignIns } from '../../data/logs.ts';
import { useTexts } from '../../language/language-context.tsx';
import { EntryButton } from './entry-button.tsx';
import { choiceIn } from './log-address.ts';
import { LogFilters } from './log-filters.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { SignInDetails } from './sign-in-details.tsx';
import { outcomeOf } from './sign-in-outcome.ts';
import { useLogFilter } from './use-log-filter.ts';

const KINDS = ['all', ...SIGN_IN_KINDS] as const;

const userOf = ({ userDisplayName, userPrincipalName }: SignIn): string =>
  userDisplayName ?? userPrincipalName ?? '';
const applicationOf = ({ appDisplayName, appId }: SignIn): string => appDisplayName ?? appId ?? '';

/** Who signed in or got a token, and who was refused and why. */
export const SignInLogsPage = () => {
  const { logs: texts } = useTexts();
  const { columns: names, kinds } = texts.signIns;
  const filter = useLogFilter();
  const kind = choiceIn(filter.parameters, 'kind', KINDS, 'all');
  const entries = useSignIns({ since: filter.since, kind, outcome: filter.outcome, search: filter.search });
  const [opened, setOpened] = useState<SignIn>();
  const columns: readonly Column<SignIn>[] = [
    {
      name: names.time,
      show: entry => (
        <EntryButton
          time={entry.createdDateTime}
          name={userOf(entry) || applicationOf(entry)}
          onOpen={() => setOpened(entry)}
        />
      ),
      width: '12rem',
    },
    { name: names.user, show: entry => <bdi>{userOf(entry)}</bdi> },
    { name: names.application, show: entry => <bdi>{applicationOf(entry)}</bdi> },
    { name: names.status, show: entry => <OutcomeMark outcome={outcomeOf(entry)} />, width: '7rem' },
    { name: names.resource, show: ({ resourceDisplayName }) => <bdi>{resourceDisplayName}</bdi> },
    { name: names.ipAddress, show: ({ ipAddress }) => ipAddress, width: '9rem' },
  ];
  return (
    <>
      <PageHeader title={texts.signIns.title} description={texts.signIns.lead} />
      <LogFilters filter={filter} searchLabel={texts.signIns.search}>
        <ChoiceField
          label={texts.signIns.kind}
          choices={KINDS}
          nameOf={one => kinds[one]}
          value={kind}
          onChange={one => filter.change('kind', one)}
        />
      </LogFilters>
      <ProblemAndHelp problem={entries.problem} onRetry={entries.refresh} />
      {(entries.rows || !entries.problem) && (
        <DataTable
          label={texts.signIns.title}
          columns={columns}
          rows={entries.rows}
          keyOf={({ id }) => id}
          empty={texts.signIns.empty}
        />
      )}
      <LoadMore pages={entries} />
      {opened && <SignInDetails entry={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
};
