import { Text } from '@fluentui/react-components';
import { applyConsentChange, readConsents } from '../../../data/application-consents.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { SERVICE_PRINCIPALS_KEY } from '../../../data/service-principals.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { ChangeDialog } from './change-dialog.tsx';
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
  const { appId } = useApplication();
  const { value } = state.permission;
  const revoke = async (): Promise<void> => {
    for (const step of revokeSteps(state, await readConsents(graph, appId)))
      await applyConsentChange(graph, step);
  };
  return (
    <ChangeDialog
      title={texts.title(value)}
      action={texts.confirm}
      perform={revoke}
      outdates={[SERVICE_PRINCIPALS_KEY]}
      done={texts.done(value)}
      onClose={onClose}
    >
      <Text as="p" block>
        {texts.text}
      </Text>
    </ChangeDialog>
  );
};
