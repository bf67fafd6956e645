import { Button, type ButtonProps } from '@fluentui/react-components';
import type { QueryKey } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useChange } from '../data/use-change.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useFocusWhenGone } from './focus-when-gone.ts';

interface ConfirmedActionProps {
  /** The verb, on both buttons. */
  readonly action: string;
  readonly icon?: NonNullable<ButtonProps['icon']>;
  readonly appearance?: NonNullable<ButtonProps['appearance']>;
  /** The button's name where the verb alone does not say of what. */
  readonly label?: string;
  /** The question. */
  readonly title: string;
  /** What will happen and what cannot be undone. */
  readonly children: ReactNode;
  readonly perform: () => Promise<unknown>;
  /** What was read and is no longer true afterwards. */
  readonly outdates: readonly QueryKey[];
  readonly onDone?: () => void | Promise<void>;
}

/** A button that asks before it does something. */
export const ConfirmedAction = ({
  action,
  icon,
  appearance = 'secondary',
  label,
  title,
  children,
  perform,
  outdates,
  onDone,
}: ConfirmedActionProps) => {
  const [isOpen, setOpen] = useState(false);
  const keepFocus = useFocusWhenGone();
  const change = useChange({
    change: perform,
    outdates,
    onDone: () => {
      setOpen(false);
      return onDone?.();
    },
  });
  const close = (): void => {
    setOpen(false);
    change.reset();
  };
  return (
    <>
      <Button
        appearance={appearance}
        {...(icon && { icon })}
        {...(label !== undefined && { 'aria-label': label })}
        onClick={() => setOpen(true)}
      >
        {action}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={title}
        action={action}
        onConfirm={() => {
          keepFocus();
          void change.run(undefined);
        }}
        onClose={close}
        isRunning={change.isRunning}
        problem={change.problem}
      >
        {children}
      </ConfirmDialog>
    </>
  );
};
