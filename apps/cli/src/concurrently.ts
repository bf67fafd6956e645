/**
 * Does `work` for every item, a few at a time, and gives the outcomes in the items' order. The first failure ends it: what
 * has not begun by then does not begin.
 *
 * @param most how many are under way at once
 */
export const concurrently = async <Item, Outcome>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> => {
  const outcomes = new Map<number, Outcome>();
  const queue = items.entries();
  let hasFailed = false;
  const takeTurns = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (hasFailed) return;
      outcomes.set(index, await work(item));
    }
  };
  const turns = Array.from({ length: Math.min(most, items.length) }, () =>
    takeTurns().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  await Promise.all(turns);
  return [...outcomes].toSorted(([left], [right]) => left - right).map(([, outcome]) => outcome);
};
