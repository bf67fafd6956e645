import { CopyableValue } from '../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import type { ApplicationSummary } from '../../data/applications.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { applicationPath } from '../app-registration/application-tabs.ts';

interface ApplicationTableProps {
  /** Which applications these are. */
  readonly label: string;
  /** Not there yet while `undefined`. */
  readonly applications: readonly ApplicationSummary[] | undefined;
  /** What is said when there are none. */
  readonly empty: string;
}

/** Applications, a line each. */
export const ApplicationTable = ({ label, applications, empty }: ApplicationTableProps) => {
  const { appRegistrations: texts, appRegistration } = useTexts();
  const { date } = useDateFormat();
  const columns: readonly Column<ApplicationSummary>[] = [
    {
      name: texts.columns.displayName,
      show: ({ id, displayName }) => (
        <LinkTo to={applicationPath(id)}>
          <bdi>{displayName}</bdi>
        </LinkTo>
      ),
    },
    {
      name: texts.columns.clientId,
      show: ({ appId, displayName }) => <CopyableValue value={appId} name={texts.clientIdOf(displayName)} />,
      width: '22rem',
    },
    {
      name: texts.columns.audience,
      show: ({ signInAudience }) => appRegistration.audiences[signInAudience].short,
      width: '11rem',
    },
    {
      name: texts.columns.created,
      show: ({ createdDateTime }) => date(createdDateTime),
      width: '8rem',
    },
  ];
  return (
    <DataTable label={label} columns={columns} rows={applications} keyOf={({ id }) => id} empty={empty} />
  );
};
