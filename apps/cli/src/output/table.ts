import { printable } from './printable.ts';

/** A column of a table: its heading, and how to read it from an item. */
export interface Column<Item> {
  readonly title: string;
  readonly value: (item: Item) => unknown;
  /** The columns that give way when the terminal is narrow. */
  readonly shrinks?: true;
  /** A time in ISO 8601: people need no fractions of a second. */
  readonly isTime?: true;
}

/** How a table is laid out. */
export interface TableLayout {
  /** For people: aligned, cut to `width`, with headings. Else tab-separated values alone. */
  readonly aligned: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Makes a heading stand out. */
  readonly emphasise: (text: string) => string;
}

const GAP = '  ';
const NARROWEST = 12;

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return printable(value.join(', '));
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

const FRACTION = /\.\d+(?=Z$)/;

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** Takes from the widest of the columns that give way, until the line fits or none can give more. */
const fit = (
  widths: readonly number[],
  shrinks: readonly boolean[],
  available: number,
): readonly number[] => {
  const fitted = [...widths];
  const total = (): number => fitted.reduce((sum, width) => sum + width, GAP.length * (fitted.length - 1));
  while (total() > available) {
    const candidates = fitted.map((width, index) => (shrinks[index] ? width : 0));
    const widest = Math.max(...candidates);
    if (widest <= NARROWEST) return fitted;
    const excess = total() - available;
    const second = Math.max(NARROWEST, ...candidates.filter(width => width < widest));
    fitted[candidates.indexOf(widest)] = Math.max(second - 1, NARROWEST, widest - excess);
  }
  return fitted;
};

const alignedLines = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  shrinks: readonly boolean[],
  layout: TableLayout,
): string[] => {
  const natural = titles.map((title, index) =>
    rows.reduce((widest, row) => Math.max(widest, row[index]?.length ?? 0), title.length),
  );
  const widths = fit(natural, shrinks, layout.width);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cut(cell, widths[index] ?? 0).padEnd(widths[index] ?? 0))
      .join(GAP)
      .trimEnd();
  return [layout.emphasise(line(titles)), ...rows.map(line)];
};

/** The lines of a table. */
export const formatTable = <Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  layout: TableLayout,
): string[] => {
  const rows = items.map(item =>
    columns.map(({ value, isTime }) => {
      const cell = cellOf(value(item));
      return isTime && layout.aligned ? cell.replace(FRACTION, '') : cell;
    }),
  );
  if (!layout.aligned) return rows.map(row => row.join('\t'));
  const titles = columns.map(({ title }) => title);
  return alignedLines(
    titles,
    rows,
    columns.map(({ shrinks }) => shrinks === true),
    layout,
  );
};
