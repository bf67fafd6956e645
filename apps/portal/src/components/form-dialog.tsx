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
import { CheckedForm } from './checked-form.tsx';
import { useFocusReturn } from './focus-return.ts';
import { ProblemAndHelp } from './problem-and-help.tsx';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface FormDialogProps {
  readonly title: string;
  /** The fields. */
  readonly children: ReactNode;
  /** The verb on the button; `Save` when not given. */
  readonly action?: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly isRunning: boolean;
  readonly problem: Error | null;
}

/** A few fields above the page; render it only while it is open, so that it begins anew each time. */
export const FormDialog = ({
  title,
  children,
  action,
  onSubmit,
  onClose,
  isRunning,
  problem,
}: FormDialogProps) => {
  useFocusReturn(true);
  const styles = useStyles();
  const { common } = useTexts();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <CheckedForm onSubmit={onSubmit}>
          <DialogBody>
            <DialogTitle className={styles.title}>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              <ProblemAndHelp problem={problem} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{common.cancel}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isRunning}>
                {action ?? common.save}
              </Button>
            </DialogActions>
          </DialogBody>
        </CheckedForm>
      </DialogSurface>
    </Dialog>
  );
};
