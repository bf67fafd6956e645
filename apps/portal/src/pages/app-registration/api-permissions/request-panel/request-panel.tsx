import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Api } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { ApiChoice } from './api-choice.tsx';
import { PermissionChoice } from './permission-choice.tsx';

const useStyles = makeStyles({
  panel: { width: '46rem', maxWidth: '100vw' },
});

interface RequestPanelProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Where permissions are chosen: first the API, then what of it. */
export const RequestPanel = ({ isOpen, onClose }: RequestPanelProps) => {
  const styles = useStyles();
  const { apiPermissions, common } = useTexts();
  const [api, setApi] = useState<Api>();
  const close = (): void => {
    setApi(undefined);
    onClose();
  };
  return (
    <OverlayDrawer
      open={isOpen}
      position="end"
      className={styles.panel}
      onOpenChange={(_, { open }) => open || close()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2' }}
          action={
            <Button appearance="subtle" aria-label={common.close} icon={<DismissRegular />} onClick={close} />
          }
        >
          {apiPermissions.panel.title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {api ? (
          <PermissionChoice api={api} onBack={() => setApi(undefined)} onDone={close} />
        ) : (
          <ApiChoice onChosen={setApi} />
        )}
      </DrawerBody>
    </OverlayDrawer>
  );
};
