import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { APPLICATIONS_KEY } from '../../../data/applications.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useOrganization } from '../../../data/me.ts';
import { SERVICE_PRINCIPALS_KEY } from '../../../data/service-principals.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { grantAdminConsent } from './grant-admin-consent.ts';
import type { PermissionState } from './permission-state.ts';

const useStyles = makeStyles({
  list: { overflowWrap: 'anywhere', paddingInlineStart: tokens.spacingHorizontalXL },
});

interface GrantDialogProps {
  readonly missing: readonly PermissionState[];
  readonly onClose: () => void;
}

/** Says what consent will grant, and grants it. */
export const GrantDialog = ({ missing, onClose }: GrantDialogProps) => {
  const styles = useStyles();
  const { consent: texts, types } = useTexts().apiPermissions;
  const graph = useGraph();
  const { id } = useApplication();
  const tenant = useOrganization().data?.displayName ?? '';
  return (
    <ChangeDialog
      title={texts.title(tenant)}
      action={texts.confirm}
      perform={() => grantAdminConsent(graph, id)}
      outdates={[APPLICATIONS_KEY, SERVICE_PRINCIPALS_KEY]}
      done={texts.done(tenant)}
      onClose={onClose}
    >
      <Text as="p" block>
        {texts.text}
      </Text>
      <ul className={styles.list}>
        {missing.map(({ api, permission }) => (
          <li key={`${api.appId} ${permission.id}`}>
            <bdi>{api.displayName}</bdi>: <bdi>{permission.value}</bdi> ({types[permission.type]})
          </li>
        ))}
      </ul>
    </ChangeDialog>
  );
};
