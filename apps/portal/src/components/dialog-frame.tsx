import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CheckedForm } from './checked-form.tsx';
import { useFocusReturn } from './focus-return.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
  },
});

interface DialogFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons. */
  readonly actions: ReactNode;
  /** For the Escape key; without it only the buttons end the dialog. */
  readonly onClose?: () => void;
  /** Makes a form of it, which a button of type `submit` sends. */
  readonly onSubmit?: () => void;
}

/** What stands above the page until it is answered; render it only while it is open. The focus goes back afterwards. */
export const DialogFrame = ({ title, children, actions, onClose, onSubmit }: DialogFrameProps) => {
  useFocusReturn();
  const styles = useStyles();
  const body = (
    <DialogBody>
      <DialogTitle className={styles.title}>{title}</DialogTitle>
      <DialogContent className={styles.content}>{children}</DialogContent>
      <DialogActions>{actions}</DialogActions>
    </DialogBody>
  );
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || onClose?.()}>
      <DialogSurface>{onSubmit ? <CheckedForm onSubmit={onSubmit}>{body}</CheckedForm> : body}</DialogSurface>
    </Dialog>
  );
};
