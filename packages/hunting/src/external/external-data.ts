import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { TooManyQueries, Turns } from '@vakt/lake/query/turns';
import type { Span } from '../failure.ts';
import { EXTERNAL_FORMATS, type ExternalFormat, type ExternalSource } from '../plan/external-source.ts';
import type { Relation, Rows } from '../plan/relation.ts';
import { externalRowsOf } from '../plan/walk.ts';
import type { ExternalRows } from '../sql/relation.ts';
import { Allowance, type ExternalDataSettings } from './allowance.ts';
import { download, type FindAddresses, systemAddresses } from './download.ts';
import { readMirroredFile } from './mirrored-file.ts';
import { type ExternalRow, externalRows } from './records.ts';
import { unpack } from './unpack.ts';

export interface ExternalDataLimits {
  /** Bytes of one document as it comes. */
  readonly documentBytes: number;
  /** Bytes of all documents of one query, unpacked. */
  readonly queryBytes: number;
  /** Rows of all documents of one query. */
  readonly queryRows: number;
  readonly milliseconds: number;
}

const MEBIBYTE = 1_048_576;

const DEFAULT_LIMITS: ExternalDataLimits = {
  documentBytes: 16 * MEBIBYTE,
  queryBytes: 32 * MEBIBYTE,
  queryRows: 200_000,
  milliseconds: 30_000,
};

export interface ExternalDataOptions {
  readonly limits?: Partial<ExternalDataLimits>;
  readonly findAddresses?: FindAddresses;
}

/** Why a query's documents could not be read, and the place in the query that names them. */
export interface ExternalDataFailure {
  /** Unsupported where the operator allows nothing at all. */
  readonly kind: 'semantic' | 'unsupported';
  readonly message: string;
  readonly at: Span;
}

const OFF =
  'externaldata is off here: the operator lists the hosts that queries may read with --external-data-hosts, or gives a folder of documents with --external-data-folder.';

/** Rows are read in slices, so that a large document holds up no one else. */
const SLICE = 2_000;

/** Formats of the language that are not read here (manual: data formats supported for ingestion). */
const OTHER_FORMAT = /\.(?:snappy\.)?(parquet|avro|orc|w3clogfile|sstream)$/;

const formatOf = (url: URL): Result<ExternalFormat, string> => {
  const name = url.pathname.toLowerCase().replace(/\.(?:gz|zip)$/, '');
  const [, other] = OTHER_FORMAT.exec(name) ?? [];
  if (other !== undefined)
    return fail(`The format '${other}' of a document of ${url.host} is not supported.`);
  return ok(EXTERNAL_FORMATS.find(format => name.endsWith(`.${format}`)) ?? 'csv');
};

/** Behind a semicolon stands how a storage lets the service in (manual: storage connection strings); nobody else is told. */
const urlOf = (location: string): Result<URL, string> => {
  const [address = ''] = location.split(';', 1);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['https:', 'http:', 'file:'].includes(url.protocol))
    return fail('An address of externaldata must begin with https://.');
  return url.username === '' && url.password === ''
    ? ok(url)
    : fail('An address of externaldata must not hold a user and password.');
};

interface Place {
  readonly allowance: Allowance;
  readonly limits: ExternalDataLimits;
  readonly findAddresses: FindAddresses;
  readonly turns: Turns;
}

/** Reads the documents of one query, each once however often the query names it. */
export class ExternalReading {
  readonly #place: Place;
  readonly #tenant: TenantId;
  readonly #signal: AbortSignal | undefined;
  readonly #texts = new Map<string, Promise<Result<string, string>>>();
  readonly #rows = new Map<ExternalSource, readonly ExternalRow[]>();
  #bytes = 0;
  #rowCount = 0;

  constructor(place: Place, tenant: TenantId, signal: AbortSignal | undefined) {
    this.#place = place;
    this.#tenant = tenant;
    this.#signal = signal;
  }

  /** The rows of every document that `plan` reads. */
  async rowsOf(plan: Relation): Promise<Result<ExternalRows, ExternalDataFailure>> {
    for (const relation of externalRowsOf(plan)) {
      const { source } = relation;
      if (!source || this.#rows.has(source)) continue;
      const { at } = source;
      if (this.#place.allowance.isEmpty) return fail({ kind: 'unsupported', message: OFF, at });
      const rows = await this.#read(relation, source);
      if (!rows.ok) return fail({ kind: 'semantic', message: rows.error, at });
      this.#rows.set(source, rows.value);
    }
    return ok(this.#rows);
  }

  async #read({ columns }: Rows, source: ExternalSource): Promise<Result<readonly ExternalRow[], string>> {
    const rows: ExternalRow[] = [];
    for (const location of source.locations) {
      const url = urlOf(location);
      if (!url.ok) return url;
      const format = source.format === undefined ? formatOf(url.value) : ok(source.format);
      if (!format.ok) return format;
      const text = await this.#text(url.value);
      if (!text.ok) return text;
      const found = externalRows(text.value, format.value, columns, source);
      const taken = await this.#take(found, rows, url.value);
      if (!taken.ok) return taken;
    }
    return ok(rows);
  }

  async #take(
    found: Iterable<Result<ExternalRow, string>>,
    rows: ExternalRow[],
    { host }: URL,
  ): Promise<Result<undefined, string>> {
    const { queryRows } = this.#place.limits;
    for (const row of found) {
      this.#rowCount += 1;
      if (!row.ok)
        return fail(`Record ${rows.length + 1} of the document of ${host} cannot be read: ${row.error}.`);
      if (this.#rowCount > queryRows) return fail(`The documents have more than ${queryRows} records.`);
      rows.push(row.value);
      if (rows.length % SLICE === 0) await nextTurn();
    }
    return ok(undefined);
  }

  #text(url: URL): Promise<Result<string, string>> {
    const known = this.#texts.get(url.href);
    if (known) return known;
    const text = this.#fetchText(url);
    this.#texts.set(url.href, text);
    return text;
  }

  async #fetchText(url: URL): Promise<Result<string, string>> {
    const { limits, turns } = this.#place;
    const packed = await turns
      .take(this.#tenant, this.#signal, () => this.#document(url))
      .catch((error: unknown) =>
        fail(
          error instanceof TooManyQueries
            ? 'Too many documents are being read; try again shortly.'
            : 'The query ended.',
        ),
      );
    if (!packed.ok) return packed;
    const data = await unpack(packed.value, limits.queryBytes);
    if (!data.ok) return fail(`The document of ${url.host} cannot be read: ${data.error}.`);
    this.#bytes += data.value.length;
    if (this.#bytes > limits.queryBytes)
      return fail(`The documents have more than ${limits.queryBytes} bytes.`);
    return ok(new TextDecoder('utf-8').decode(data.value));
  }

  async #document(url: URL): Promise<Result<Buffer, string>> {
    const { allowance, limits, findAddresses } = this.#place;
    const file =
      allowance.folder === undefined
        ? undefined
        : await readMirroredFile(allowance.folder, url, limits.documentBytes);
    if (file) return file;
    if (url.protocol === 'file:')
      return fail('There is no such file in the folder of --external-data-folder.');
    const patience = AbortSignal.timeout(limits.milliseconds);
    const signal = this.#signal ? AbortSignal.any([this.#signal, patience]) : patience;
    return download(url, { allowance, findAddresses, maxBytes: limits.documentBytes, signal });
  }
}

/** What `externaldata` may read, and how much of it. */
export class ExternalData {
  readonly #place: Place;

  constructor(settings: ExternalDataSettings, options: ExternalDataOptions = {}) {
    this.#place = {
      allowance: new Allowance(settings),
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      findAddresses: options.findAddresses ?? systemAddresses,
      turns: new Turns({ running: 8, runningOfTenant: 3, waitingOfTenant: 50 }),
    };
  }

  /** The documents of one query of `tenant`. */
  open(tenant: TenantId, signal: AbortSignal | undefined): ExternalReading {
    return new ExternalReading(this.#place, tenant, signal);
  }
}
