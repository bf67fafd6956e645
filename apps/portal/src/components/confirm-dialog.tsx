import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { ProblemAndHelp } from './problem-and-help.tsx';

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
  const { common } = useTexts();
  if (!isOpen) return null;
  return (
    <DialogFrame
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button appearance="primary" disabledFocusable={isRunning} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <ProblemAndHelp problem={problem} />
    </DialogFrame>
  );
};
