import { CopyableValue } from '../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import type { ListedServicePrincipal } from '../../data/service-principals.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { Publisher } from './publisher.tsx';

interface ServicePrincipalTableProps {
  /** Not there yet while `undefined`. */
  readonly principals: readonly ListedServicePrincipal[] | undefined;
  /** The tenant that the person works in. */
  readonly tenantId: string;
}

/** Enterprise applications, a line each. */
export const ServicePrincipalTable = ({ principals, tenantId }: ServicePrincipalTableProps) => {
  const { enterpriseApplications: texts } = useTexts();
  const { date } = useDateFormat();
  const columns: readonly Column<ListedServicePrincipal>[] = [
    {
      name: texts.columns.name,
      show: ({ id, displayName }) => (
        <LinkTo to={`/enterprise-applications/${id}`}>
          <bdi>{displayName}</bdi>
        </LinkTo>
      ),
    },
    {
      name: texts.columns.applicationId,
      show: ({ appId, displayName }) => (
        <CopyableValue value={appId} name={texts.applicationIdOf(displayName)} />
      ),
      width: '22rem',
    },
    {
      name: texts.columns.publisher,
      show: principal => <Publisher principal={principal} tenantId={tenantId} />,
    },
    {
      name: texts.columns.signIn,
      show: ({ accountEnabled }) => (accountEnabled ? texts.enabled : texts.disabled),
      width: '7rem',
    },
    {
      name: texts.columns.created,
      show: ({ createdDateTime }) => date(createdDateTime),
      width: '8rem',
    },
  ];
  return (
    <DataTable
      label={texts.title}
      columns={columns}
      rows={principals}
      keyOf={({ id }) => id}
      empty={texts.empty}
    />
  );
};
