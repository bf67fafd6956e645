import { Button, type ButtonProps } from '@fluentui/react-components';
import type { QueryKey } from '@tanstack/react-query';
import { useChange } from '../data/use-change.ts';
import { ProblemAndHelp } from './problem-and-help.tsx';

interface SimpleActionProps {
  /** The verb. */
  readonly action: string;
  readonly icon?: NonNullable<ButtonProps['icon']>;
  readonly perform: () => Promise<unknown>;
  /** What was read and is no longer true afterwards. */
  readonly outdates: readonly QueryKey[];
  readonly onDone?: () => void;
}

/** A button that does something at once, because it can be undone as easily. */
export const SimpleAction = ({ action, icon, perform, outdates, onDone }: SimpleActionProps) => {
  const change = useChange({ change: perform, outdates, onDone: () => onDone?.() });
  return (
    <>
      <Button
        {...(icon && { icon })}
        disabledFocusable={change.isRunning}
        onClick={() => void change.run(undefined)}
      >
        {action}
      </Button>
      <ProblemAndHelp problem={change.problem} />
    </>
  );
};
