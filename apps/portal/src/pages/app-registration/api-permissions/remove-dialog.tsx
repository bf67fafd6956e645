import { Text } from '@fluentui/react-components';
import { APPLICATIONS_KEY, changeApplication } from '../../../data/applications.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { PermissionState } from './permission-state.ts';
import { withoutPermission } from './requested-access.ts';

interface RemoveDialogProps {
  readonly state: PermissionState;
  readonly onClose: () => void;
}

/** Asks before an application no longer asks for a permission. */
export const RemoveDialog = ({ state: { api, permission, status }, onClose }: RemoveDialogProps) => {
  const { remove: texts } = useTexts().apiPermissions;
  const graph = useGraph();
  const { id } = useApplication();
  const remove = (): Promise<void> =>
    changeApplication(graph, id, ({ requiredResourceAccess }) => ({
      requiredResourceAccess: withoutPermission(requiredResourceAccess, api.appId, permission),
    }));
  return (
    <ChangeDialog
      title={texts.title(permission.value)}
      action={texts.confirm}
      perform={remove}
      outdates={[APPLICATIONS_KEY]}
      done={texts.done(permission.value)}
      onClose={onClose}
    >
      <Text as="p" block>
        {texts.text} {status === 'granted' && texts.stillGranted}
      </Text>
    </ChangeDialog>
  );
};
