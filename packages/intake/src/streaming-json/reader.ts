import { isJsonObject, type JsonValue } from '../json/parse.ts';
import type { FormatReader, Origin, ReadingSink } from '../reading.ts';
import { recordsIn } from './document.ts';
import { CATEGORY_PREFIX, readRecord } from './record.ts';
import { RepeatFilter } from './repeats.ts';

/** Whether `value` is an envelope or a record of the streaming export. */
export const isStreamed = (value: JsonValue): boolean =>
  isJsonObject(value) &&
  (Array.isArray(value.records) ||
    (typeof value.category === 'string' && value.category.startsWith(CATEGORY_PREFIX)));

/** Reads the streaming export from files: an envelope or a record a line. */
export class StreamingReader implements FormatReader {
  readonly #sink: ReadingSink;
  readonly #repeats = new RepeatFilter();

  constructor(sink: ReadingSink) {
    this.#sink = sink;
  }

  read(value: JsonValue, origin: Origin): void {
    const records = recordsIn(value);
    for (const [index, record] of records.entries()) {
      const streamed = readRecord(record);
      if (!streamed.ok) {
        const place = records.length > 1 ? `record ${index}: ` : '';
        this.#sink.rejected(origin, `${place}${streamed.error}`);
        continue;
      }
      const { table, row, unknownColumns } = streamed.value;
      for (const column of unknownColumns) this.#sink.ignoredColumn(`${table}.${column}`);
      if (this.#repeats.isRepeat(table, row)) this.#sink.skipped('repeated delivery');
      else this.#sink.row(table, row);
    }
  }

  endOfFile(): void {}

  end(): void {}
}
