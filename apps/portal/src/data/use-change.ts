import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

interface ChangeOptions<Input, Output> {
  /** Makes the change. */
  readonly change: (input: Input) => Promise<Output>;
  /** What was read and is no longer true afterwards. */
  readonly outdates: readonly QueryKey[];
  /** What follows, for example another page; until it is done the change counts as being made. */
  readonly onDone?: (output: Output, input: Input) => void | Promise<void>;
}

/** A change under way or to be made. */
export interface Change<Input, Output> {
  /** Makes it, unless it is being made already; resolves with `undefined` when it failed: `problem` says why. */
  readonly run: (input: Input) => Promise<Output | undefined>;
  readonly isRunning: boolean;
  readonly problem: Error | null;
  /** Forgets the problem. */
  readonly reset: () => void;
}

/** A change to the directory that a page offers: made once however often it is clicked, then what it outdates is read anew. */
export const useChange = <Input, Output>({
  change,
  outdates,
  onDone,
}: ChangeOptions<Input, Output>): Change<Input, Output> => {
  const queryClient = useQueryClient();
  const isUnderWay = useRef(false);
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: change,
    // Also after a failure: it may be one because somebody else changed the same.
    onSettled: () => Promise.all(outdates.map(queryKey => queryClient.invalidateQueries({ queryKey }))),
  });
  const run = async (input: Input): Promise<Output | undefined> => {
    if (isUnderWay.current) return undefined;
    isUnderWay.current = true;
    try {
      const output = await mutateAsync(input);
      await onDone?.(output, input);
      return output;
    } catch {
      return undefined;
    } finally {
      isUnderWay.current = false;
    }
  };
  return { run, isRunning: isPending, problem: error, reset };
};
