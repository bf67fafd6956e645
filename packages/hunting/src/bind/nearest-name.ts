/** How many letters must be added, taken away or replaced to make one text of the other; letter case does not count. */
export const editDistance = (one: string, other: string): number => {
  const [from, to] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
};

/** Names longer than these are nobody's slip of the finger. */
const LONGEST_NAME = 100;

/** The name that was probably meant: no more than a third of its letters differ. */
export const nearestName = (written: string, names: readonly string[]): string | undefined => {
  if (written.length > LONGEST_NAME) return undefined;
  const most = Math.max(1, Math.floor(written.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - written.length) > most) continue;
    const distance = editDistance(written, name);
    if (distance <= most && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name, distance };
  }
  return best?.name;
};
