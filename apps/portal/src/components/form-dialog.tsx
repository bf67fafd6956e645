import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { ProblemAndHelp } from './problem-and-help.tsx';

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
  const { common } = useTexts();
  return (
    <DialogFrame
      title={title}
      onSubmit={onSubmit}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isRunning}>
            {action ?? common.save}
          </Button>
        </>
      }
    >
      {children}
      <ProblemAndHelp problem={problem} />
    </DialogFrame>
  );
};
