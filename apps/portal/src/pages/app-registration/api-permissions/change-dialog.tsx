import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { useChange } from '../../../data/use-change.ts';

interface ChangeDialogProps {
  readonly title: string;
  /** The verb on the button. */
  readonly action: string;
  /** What follows from it. */
  readonly children: ReactNode;
  readonly perform: () => Promise<unknown>;
  /** What was read and is no longer true afterwards. */
  readonly outdates: readonly QueryKey[];
  /** What is said when it is done. */
  readonly done: string;
  readonly onClose: () => void;
}

/** Asks before permissions change, changes them and says so. */
export const ChangeDialog = ({
  title,
  action,
  children,
  perform,
  outdates,
  done,
  onClose,
}: ChangeDialogProps) => {
  const notify = useNotice();
  const { run, isRunning, problem } = useChange({
    change: perform,
    outdates,
    onDone: () => {
      notify(done);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={title}
      action={action}
      onConfirm={() => void run(undefined)}
      onClose={onClose}
      isRunning={isRunning}
      problem={problem}
    >
      {children}
    </ConfirmDialog>
  );
};
