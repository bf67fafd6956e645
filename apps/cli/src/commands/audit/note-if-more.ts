import type { CommandContext } from '../../context.ts';

/** Says on standard error that there are more entries than were shown. */
export const noteIfMore = (
  { terminal }: CommandContext,
  { top }: { readonly top: number },
  found: readonly unknown[],
): void => {
  if (found.length > top)
    terminal.note(`There are more than the ${top} shown: --top N shows more, --since a shorter time.`);
};
