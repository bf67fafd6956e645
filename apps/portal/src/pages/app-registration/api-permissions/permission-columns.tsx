import { makeStyles, tokens } from '@fluentui/react-components';
import type { Column } from '../../../components/data-table.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { PermissionActions } from './permission-actions.tsx';
import type { PermissionState } from './permission-state.ts';
import { StatusMark } from './status-mark.tsx';

const useStyles = makeStyles({
  description: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 4,
    overflow: 'hidden',
  },
  value: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
});

/** @param isConfigured whether the table is of what the application asks for. */
export const usePermissionColumns = (isConfigured: boolean): readonly Column<PermissionState>[] => {
  const styles = useStyles();
  const { apiPermissions: texts } = useTexts();
  return [
    {
      name: texts.columns.permission,
      show: ({ permission }) => (
        <bdi className={styles.value} translate="no">
          {permission.value}
        </bdi>
      ),
      width: '13rem',
    },
    { name: texts.columns.type, show: ({ permission }) => texts.types[permission.type], width: '7rem' },
    {
      name: texts.columns.description,
      show: ({ permission }) =>
        permission.isEnabled ? (
          <bdi className={styles.description} title={permission.displayName}>
            {permission.displayName}
          </bdi>
        ) : (
          texts.unknown
        ),
    },
    {
      name: texts.columns.adminConsent,
      show: ({ permission }) => (permission.needsAdminConsent ? texts.yes : texts.no),
      width: '8rem',
    },
    { name: texts.columns.status, show: ({ status }) => <StatusMark status={status} />, width: '15rem' },
    {
      name: texts.columns.actions,
      show: state => <PermissionActions state={state} isConfigured={isConfigured} />,
      width: '5rem',
    },
  ];
};
