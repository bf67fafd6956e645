import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { JsonValue } from './json/parse.ts';

/** Where a line came from. */
export interface Origin {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What a format's reader tells while it reads. */
export interface ReadingSink {
  row(table: string, row: HuntingRow): void;
  /** An event that yields no row for a reason that is not its fault, by its kind. */
  skipped(kind: string): void;
  rejected(origin: Origin, reason: string): void;
  /** Columns left out because the table does not have them. */
  ignoredColumn(name: string): void;
}

/** Reads the lines of the files of one import, one format. */
export interface FormatReader {
  read(value: JsonValue, origin: Origin): void;
  endOfFile(): void;
  /** The end of the import: whatever was kept for later comes out. */
  end(): void;
}
