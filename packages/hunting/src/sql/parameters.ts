import { list, type Sql, sql } from './sql.ts';

/** What the lake takes as the values of a query's parameters. */
export type ParameterValue = string | number | bigint | readonly string[];

/** Half the size of one multipart field that the engine reads (reference: clickhouse, section 9), in bytes. */
const FIELD_BYTES = 65_536;

/** Cuts `text` where no field gets longer than the limit, never inside a character. */
const chunksOf = (text: string): string[] => {
  if (Buffer.byteLength(text) <= FIELD_BYTES) return [text];
  // A UTF-16 unit makes at most three bytes.
  const size = Math.floor(FIELD_BYTES / 3);
  const chunks: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = start + size;
    const splitsPair = (text.codePointAt(end - 1) ?? 0) > 0xff_ff;
    chunks.push(text.slice(start, splitsPair ? end - 1 : end));
    start = splitsPair ? end - 1 : end;
  }
  return chunks;
};

const groupsOf = (texts: readonly string[]): string[][] => {
  const groups: string[][] = [[]];
  let size = 0;
  for (const text of texts) {
    const bytes = Buffer.byteLength(text) + 8;
    if (size + bytes > FIELD_BYTES) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(text);
    size += bytes;
  }
  return groups;
};

/** Collects the values of one statement; each method gives the SQL that stands for the value. */
export class Parameters {
  readonly #values = new Map<string, ParameterValue>();
  readonly #names = new Map<string, string>();

  /** The collected values by parameter name. */
  get values(): Record<string, ParameterValue> {
    return Object.fromEntries(this.#values);
  }

  string(value: string): Sql {
    const chunks = chunksOf(value).map(chunk => this.#add('String', chunk));
    const [only] = chunks;
    return chunks.length === 1 && only ? only : sql`concat(${list(chunks)})`;
  }

  strings(values: readonly string[]): Sql {
    const groups = groupsOf(values).map(group => this.#add('Array(String)', group));
    const [only] = groups;
    return groups.length === 1 && only ? only : sql`arrayConcat(${list(groups)})`;
  }

  long(value: bigint): Sql {
    return this.#add('Int64', value);
  }

  int(value: bigint): Sql {
    return this.#add('Int32', value);
  }

  /** Infinities and NaN travel by name. */
  real(value: number): Sql {
    if (Number.isNaN(value)) return sql`nan`;
    if (!Number.isFinite(value)) return value > 0 ? sql`inf` : sql`-inf`;
    return this.#add('Float64', value);
  }

  #add(type: 'String' | 'Array(String)' | 'Int64' | 'Int32' | 'Float64', value: ParameterValue): Sql {
    const key = `${type} ${Array.isArray(value) ? JSON.stringify(value) : String(value)}`;
    const known = this.#names.get(key);
    const name = known ?? `p${this.#names.size + 1}`;
    this.#names.set(key, name);
    this.#values.set(name, value);
    return `{${name}:${type}}` as Sql;
  }
}
