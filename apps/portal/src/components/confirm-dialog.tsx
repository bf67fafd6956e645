import {
  Button,
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
import { useTexts } from '../language/language-context.tsx';
import { useFocusReturn } from './focus-return.ts';
import { ProblemAndHelp } from './problem-and-help.tsx';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
  },
});

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What will happen and what cannot be undone. */
  readonly children: ReactNode;
  /** The verb on the button: `Delete`. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly isRunning: boolean;
  readonly problem: Error | null;
}

/** Asks before something is done that cannot be undone. */
export const ConfirmDialog = ({
  isOpen,
  title,
  children,
  action,
  onConfirm,
  onClose,
  isRunning,
  problem,
}: ConfirmDialogProps) => {
  const styles = useStyles();
  const { common } = useTexts();
  useFocusReturn(isOpen);
  if (!isOpen) return null;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {children}
            <ProblemAndHelp problem={problem} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button appearance="primary" disabledFocusable={isRunning} onClick={onConfirm}>
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
