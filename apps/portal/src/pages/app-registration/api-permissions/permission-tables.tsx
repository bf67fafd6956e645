import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { DataTable } from '../../../components/data-table.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { usePermissionColumns } from './permission-columns.tsx';
import type { ApiGroup, PermissionState } from './permission-state.ts';

const useStyles = makeStyles({
  api: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
});

const keyOf = ({ permission }: PermissionState): string => `${permission.type} ${permission.id}`;

interface PermissionTablesProps {
  /** Not there yet while `undefined`. */
  readonly groups: readonly ApiGroup[] | undefined;
  /** Whether they are what the application asks for. */
  readonly isConfigured: boolean;
}

/** Permissions of an application, a table for each API. */
export const PermissionTables = ({ groups, isConfigured }: PermissionTablesProps) => {
  const styles = useStyles();
  const { apiPermissions: texts } = useTexts();
  const columns = usePermissionColumns(isConfigured);
  if (!groups?.length)
    return (
      <DataTable
        label={texts.configured}
        columns={columns}
        rows={groups && []}
        keyOf={keyOf}
        empty={texts.nothingConfigured}
      />
    );
  return groups.map(({ api, permissions }) => (
    <div key={api.appId} className={styles.api}>
      <Subtitle1 as="h3" className={styles.name}>
        <bdi>{api.displayName}</bdi> ({permissions.length})
      </Subtitle1>
      <DataTable
        label={(isConfigured ? texts.permissionsOf : texts.otherPermissionsOf)(api.displayName)}
        columns={columns}
        rows={permissions}
        keyOf={keyOf}
        empty={texts.nothingConfigured}
      />
    </div>
  ));
};
