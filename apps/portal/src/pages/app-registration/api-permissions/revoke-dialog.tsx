import { Text } from '@fluentui/react-components';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { applyConsentChange, readConsents } from '../../../data/application-consents.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { SERVICE_PRINCIPALS_KEY } from '../../../data/service-principals.ts';
import { useChange } from '../../../data/use-change.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { revokeSteps } from './consent-plan.ts';
import type { PermissionState } from './permission-state.ts';

interface RevokeDialogProps {
  readonly state: PermissionState;
  readonly onClose: () => void;
}

/** Asks before the tenant's consent to a permission is taken back. */
export const RevokeDialog = ({ state, onClose }: RevokeDialogProps) => {
  const { revoke: texts } = useTexts().apiPermissions;
  const graph = useGraph();
  const notify = useNotice();
  const { appId } = useApplication();
  const { value } = state.permission;
  const { run, isRunning, problem } = useChange({
    change: async () => {
      for (const step of revokeSteps(state, await readConsents(graph, appId)))
        await applyConsentChange(graph, step);
    },
    outdates: [SERVICE_PRINCIPALS_KEY],
    onDone: () => {
      notify(texts.done(value));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={texts.title(value)}
      action={texts.confirm}
      onConfirm={() => void run(undefined)}
      onClose={onClose}
      isRunning={isRunning}
      problem={problem}
    >
      <Text as="p" block>
        {texts.text}
      </Text>
    </ConfirmDialog>
  );
};
