import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

/** The longest line that is read, in characters; a longer one is told of and passed over. */
export const MAX_LINE_LENGTH = 16 * 1_048_576;

/** A line's text, or `null` for one that is too long. */
export type Line = string | null;

export interface LineOptions {
  readonly maxLineLength?: number;
  /** Told the bytes of the file (not of its unpacked content) that each step read. */
  readonly onBytes?: (count: number) => void;
}

const CHUNK_BYTES = 1_048_576;

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

/** Cuts text that comes in pieces into lines. */
class LineCutter {
  readonly #maxLength: number;
  #rest = '';
  #overlong = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The lines that `text` completes. */
  cut(text: string): Line[] {
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    const lines = pieces.map((piece, at) => (at === 0 ? this.#complete(piece) : this.#checked(piece)));
    this.#keep(pieces.length > 0 ? last : this.#rest + last);
    return lines;
  }

  /** The last line, when the text did not end with a newline. */
  finish(): Line[] {
    return this.#rest === '' && !this.#overlong ? [] : [this.#complete('')];
  }

  #complete(piece: string): Line {
    const line = this.#overlong ? null : this.#checked(this.#rest + piece);
    this.#rest = '';
    this.#overlong = false;
    return line;
  }

  #checked(line: string): Line {
    return line.length > this.#maxLength ? null : line;
  }

  /** A line that is too long already need not be kept while its end is awaited. */
  #keep(rest: string): void {
    if (this.#overlong) return;
    this.#overlong = rest.length > this.#maxLength;
    this.#rest = this.#overlong ? '' : rest;
  }
}

/** Reads a file's lines, plain or gzip by its first bytes, a list of them at a time; memory stays bounded. */
export async function* readLines(path: string, options: LineOptions = {}): AsyncGenerator<readonly Line[]> {
  const gzipped = await isGzip(path);
  const file = createReadStream(path, { highWaterMark: gzipped ? CHUNK_BYTES / 8 : CHUNK_BYTES });
  const content = gzipped ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : file;
  const decoder = new StringDecoder('utf8');
  const cutter = new LineCutter(options.maxLineLength ?? MAX_LINE_LENGTH);
  let isFirst = true;
  let bytesTold = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    options.onBytes?.(file.bytesRead - bytesTold);
    bytesTold = file.bytesRead;
    const text = decoder.write(chunk);
    yield cutter.cut(isFirst ? text.replace(/^\uFEFF/, '') : text);
    isFirst = false;
  }
  yield [...cutter.cut(decoder.end()), ...cutter.finish()];
}
