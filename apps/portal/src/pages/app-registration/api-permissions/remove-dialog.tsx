import { Text } from '@fluentui/react-components';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { APPLICATIONS_KEY, changeApplication } from '../../../data/applications.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useChange } from '../../../data/use-change.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
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
  const notify = useNotice();
  const { id } = useApplication();
  const { run, isRunning, problem } = useChange({
    change: () =>
      changeApplication(graph, id, ({ requiredResourceAccess }) => ({
        requiredResourceAccess: withoutPermission(requiredResourceAccess, api.appId, permission),
      })),
    outdates: [APPLICATIONS_KEY],
    onDone: () => {
      notify(texts.done(permission.value));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={texts.title(permission.value)}
      action={texts.confirm}
      onConfirm={() => void run(undefined)}
      onClose={onClose}
      isRunning={isRunning}
      problem={problem}
    >
      <Text as="p" block>
        {texts.text} {status === 'granted' && texts.stillGranted}
      </Text>
    </ConfirmDialog>
  );
};
