import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { useNotice } from '../../components/notices.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { originOfConsent } from '../../data/consent-history.ts';
import type { GrantedPermission } from '../../data/granted-permission.ts';
import { useGraph } from '../../data/graph-context.tsx';
import type { DirectoryAudit } from '../../data/logs.ts';
import { SERVICE_PRINCIPALS_KEY } from '../../data/service-principals.ts';
import { revokePermissions } from '../../data/use-granted-permissions.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { GrantedFor } from './granted-for.tsx';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface GrantedCellProps {
  readonly permission: GrantedPermission;
  readonly changes: readonly DirectoryAudit[] | undefined;
  readonly canReadLog: boolean;
}

/** By whom and when a permission was granted, as far as somebody tells. */
const GrantedCell = ({ permission, changes, canReadLog }: GrantedCellProps) => {
  const styles = useStyles();
  const { enterpriseApplications: texts } = useTexts();
  const { dateTime } = useDateFormat();
  if (!changes) return <Waiting width="10rem" />;
  const origin = originOfConsent(permission, changes);
  const at = origin?.at ?? permission.createdDateTime;
  return (
    <span className={styles.lines}>
      {at && <span>{dateTime(at)}</span>}
      {origin && <bdi>{texts.grantedBy(origin.by)}</bdi>}
      {!origin && canReadLog && <span className={styles.quiet}>{texts.logTooShort}</span>}
    </span>
  );
};

interface PermissionTableProps {
  readonly servicePrincipalId: string;
  /** Not there yet while `undefined`. */
  readonly permissions: readonly GrantedPermission[] | undefined;
  /** What the audit log says of the application; not there yet while `undefined`. */
  readonly changes: readonly DirectoryAudit[] | undefined;
  readonly canReadLog: boolean;
}

/** Permissions that were consented to, a line each. */
export const PermissionTable = ({
  servicePrincipalId,
  permissions,
  changes,
  canReadLog,
}: PermissionTableProps) => {
  const styles = useStyles();
  const { enterpriseApplications: texts } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const { permissionColumns: names } = texts;
  const columns: readonly Column<GrantedPermission>[] = [
    { name: names.api, show: ({ resourceName }) => <bdi>{resourceName}</bdi>, width: '9rem' },
    {
      name: names.permission,
      show: ({ value, description }) => (
        <span className={styles.lines}>
          <bdi>{value}</bdi>
          <Text size={200} className={styles.quiet}>
            <bdi>{description}</bdi>
          </Text>
        </span>
      ),
    },
    { name: names.type, show: ({ kind }) => texts.types[kind], width: '7rem' },
    {
      name: names.grantedTo,
      show: permission => <GrantedFor permission={permission} />,
      width: '9rem',
    },
    {
      name: names.granted,
      show: permission => <GrantedCell permission={permission} changes={changes} canReadLog={canReadLog} />,
      width: '12rem',
    },
    {
      name: names.action,
      show: permission => (
        <ConfirmedAction
          action={texts.revoke}
          appearance="subtle"
          label={texts.revokeOne(permission.value, permission.resourceName)}
          title={texts.revokeTitle(permission.value)}
          perform={() => revokePermissions(graph, servicePrincipalId, [permission])}
          outdates={[[...SERVICE_PRINCIPALS_KEY, servicePrincipalId]]}
          onDone={() => notify(texts.revoked(permission.value))}
        >
          {texts.revokeText}
        </ConfirmedAction>
      ),
      width: '6.5rem',
    },
  ];
  return (
    <DataTable
      label={texts.permissions}
      columns={columns}
      rows={permissions}
      keyOf={({ id, value }) => `${id} ${value}`}
      empty={texts.noPermissions}
    />
  );
};
