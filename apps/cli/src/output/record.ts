import type { CommandContext } from '../context.ts';
import { printable } from './printable.ts';

/** A value on one line; `-` when there is none. */
export const asText = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '-';
  if (Array.isArray(value)) return value.length > 0 ? value.map(asText).join(', ') : '-';
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

/** Shows one object: name and value a line, whole as JSON with `--json`. */
export const showRecord = (
  { terminal, options }: CommandContext,
  whole: object,
  fields: Readonly<Record<string, unknown>> = { ...whole },
): void => {
  if (options.json) return terminal.json(whole);
  const names = Object.keys(fields).filter(name => !name.startsWith('@odata.'));
  const width = Math.max(...names.map(name => name.length));
  for (const name of names) {
    const value = asText(fields[name]);
    terminal.print(terminal.isInteractive ? `${name.padEnd(width)}  ${value}` : `${name}\t${value}`);
  }
};
