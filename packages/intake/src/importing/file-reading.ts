import type { TenantId } from '@vakt/contract/ids';
import { type JsonValue, parseJson } from '../json/parse.ts';
import type { FormatReader, ReadingSink } from '../reading.ts';
import { isStreamed, StreamingReader } from '../streaming-json/reader.ts';
import { isWindowsEvent } from '../windows-events/event.ts';
import { WindowsEventReader } from '../windows-events/reader.ts';
import { type Line, MAX_LINE_LENGTH } from './lines.ts';

/** A format that files can have: how its first line is known, and what reads it. */
interface Format {
  readonly recognises: (value: JsonValue) => boolean;
  readonly reader: FormatReader;
}

/** The formats of one import; their readers live as long as it does. */
export const openFormats = (tenantId: TenantId, sink: ReadingSink): readonly Format[] => [
  { recognises: isStreamed, reader: new StreamingReader(sink) },
  { recognises: isWindowsEvent, reader: new WindowsEventReader(tenantId, sink) },
];

const UNKNOWN_FORMAT = 'no known format: neither the streaming export nor Windows events';
/** The beginning of an envelope that goes over several lines. */
const OPENING = /^\s*\{\s*(?:"records"\s*:\s*\[?\s*)?$/;

/** Reads the lines of one file: finds out its format by the first line that has one, then hands every line on. */
export class FileReading {
  readonly #formats: readonly Format[];
  readonly #sink: ReadingSink;
  readonly #file: string;
  #line = 0;
  #reader: FormatReader | undefined;
  /** The lines so far of a document that goes over several lines. */
  #document: string[] | undefined;
  #documentLength = 0;

  constructor(file: string, formats: readonly Format[], sink: ReadingSink) {
    this.#file = file;
    this.#formats = formats;
    this.#sink = sink;
  }

  /** The number of the last line, from 1. */
  get line(): number {
    return this.#line;
  }

  /** Takes the next line; returns whether there was anything on it. */
  take(line: Line): boolean {
    this.#line += 1;
    if (line === null) this.#reject('the line is too long');
    else if (line.trim() === '') return false;
    else if (this.#document) this.#gather(line);
    else this.#read(line);
    return true;
  }

  end(): void {
    if (this.#document) this.#readDocument(this.#document);
    this.#reader?.endOfFile();
  }

  #read(line: string): void {
    if (!this.#reader && OPENING.test(line)) {
      this.#document = [];
      return this.#gather(line);
    }
    const parsed = parseJson(line);
    if (parsed.ok) this.#hand(parsed.value);
    else this.#reject(`the line ${parsed.error}`);
  }

  #hand(value: JsonValue): void {
    this.#reader ??= this.#formats.find(({ recognises }) => recognises(value))?.reader;
    if (this.#reader) this.#reader.read(value, { file: this.#file, line: this.#line });
    else this.#reject(UNKNOWN_FORMAT);
  }

  #gather(line: string): void {
    this.#documentLength += line.length;
    if (this.#documentLength <= MAX_LINE_LENGTH) this.#document?.push(line);
  }

  #readDocument(lines: readonly string[]): void {
    if (this.#documentLength > MAX_LINE_LENGTH) return this.#reject('the document is too long');
    const parsed = parseJson(lines.join('\n'));
    if (parsed.ok) this.#hand(parsed.value);
    else this.#reject(`the document ${parsed.error}`);
  }

  #reject(reason: string): void {
    this.#sink.rejected({ file: this.#file, line: this.#line }, reason);
  }
}
