import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTexts } from '../../../language/language-context.tsx';
import type { PermissionState } from './permission-state.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

interface PermissionActionsProps {
  readonly state: PermissionState;
  /** Whether the application asks for the permission. */
  readonly isConfigured: boolean;
}

const isGranted = ({ status }: PermissionState): boolean =>
  status === 'granted' || status === 'granted-by-users';

/** What can be done about one permission. */
export const PermissionActions = ({ state, isConfigured }: PermissionActionsProps) => {
  const { apiPermissions: texts } = useTexts();
  const [asked, setAsked] = useState<'remove' | 'revoke'>();
  const close = (): void => setAsked(undefined);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={texts.actionsOf(state.permission.value)} relationship="label">
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {isConfigured && <MenuItem onClick={() => setAsked('remove')}>{texts.remove.action}</MenuItem>}
            {isGranted(state) && (
              <MenuItem onClick={() => setAsked('revoke')}>{texts.revoke.action}</MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asked === 'remove' && <RemoveDialog state={state} onClose={close} />}
      {asked === 'revoke' && <RevokeDialog state={state} onClose={close} />}
    </>
  );
};
