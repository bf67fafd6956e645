import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  drawer: { width: '40rem', maxWidth: '100vw' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXXL,
    // A column of its own height would press its parts together instead of scrolling.
    '& > *': { flexShrink: 0 },
  },
});

interface EntryDetailsProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Everything that a log knows of one entry, beside the list. */
export const EntryDetails = ({ title, onClose, children }: EntryDetailsProps) => {
  const styles = useStyles();
  const { common } = useTexts();
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={title}
      onOpenChange={(_, { open }) => open || onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={common.close}
              icon={<DismissRegular />}
              onClick={onClose}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body} tabIndex={0}>
        {children}
      </DrawerBody>
    </OverlayDrawer>
  );
};
