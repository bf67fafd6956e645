import { type EventRow, numberOf, textOf } from '@vakt/contract/event-row';
import { ok, type Result } from '@vakt/contract/result';
import { stringLiteral } from '@vakt/hunting/string-literal';
import type { Call } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { askLake } from '../lake/ask-lake.ts';

/** A file by its hashes: one of them at least is known. */
export interface FileHashes {
  readonly sha1: string | null;
  readonly sha256: string | null;
}

/** What events about a file tell of it. Times are ISO 8601 text. */
export interface FileSighting {
  readonly sha1: string | undefined;
  readonly sha256: string | undefined;
  readonly md5: string | undefined;
  readonly size: number | undefined;
  readonly publisher: string | undefined;
  readonly product: string | undefined;
  readonly devices: number | undefined;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

export interface FileCertificate {
  readonly signer: string | undefined;
  readonly issuer: string | undefined;
  readonly signerHash: string | undefined;
  readonly isTrusted: boolean;
}

/** What a tenant's events tell of a file. */
export interface FileFacts {
  readonly seen?: FileSighting;
  readonly certificate?: FileCertificate;
}

/** As many files as an alert can name. */
const MOST_FILES = 1_000;

const literals = (hashes: readonly string[]): string => hashes.map(stringLiteral).join(', ');

/** The files in events about files and processes; versions are known of images alone. */
const sightingsQuery = (sha1s: string, sha256s: string): string => {
  const source = (table: string, publisher: string, product: string): string =>
    `(${table} | where ${[sha1s && `SHA1 in (${sha1s})`, sha256s && `SHA256 in (${sha256s})`].filter(Boolean).join(' or ')}
      | project Timestamp, DeviceId, SHA1, SHA256, MD5, FileSize, Publisher = ${publisher}, Product = ${product})`;
  return `union ${source('DeviceFileEvents', '""', '""')},
    ${source('DeviceImageLoadEvents', '""', '""')},
    ${source('DeviceProcessEvents', 'ProcessVersionInfoCompanyName', 'ProcessVersionInfoProductName')}
    | summarize First = min(Timestamp), Last = max(Timestamp), Devices = dcount(DeviceId), SHA256 = max(SHA256),
      MD5 = max(MD5), FileSize = max(FileSize), Publisher = max(Publisher), Product = max(Product) by SHA1`;
};

const certificatesQuery = (sha1s: string): string => `DeviceFileCertificateInfo
  | where SHA1 in (${sha1s})
  | summarize arg_max(Timestamp, Signer, Issuer, SignerHash, IsTrusted) by SHA1`;

const readSighting = (row: EventRow): FileSighting => ({
  sha1: textOf(row, 'SHA1'),
  sha256: textOf(row, 'SHA256'),
  md5: textOf(row, 'MD5'),
  size: numberOf(row, 'FileSize'),
  publisher: textOf(row, 'Publisher'),
  product: textOf(row, 'Product'),
  devices: numberOf(row, 'Devices'),
  first: textOf(row, 'First'),
  last: textOf(row, 'Last'),
});

const readCertificate = (row: EventRow): FileCertificate => ({
  signer: textOf(row, 'Signer'),
  issuer: textOf(row, 'Issuer'),
  signerHash: textOf(row, 'SignerHash'),
  isTrusted: row.values.get('IsTrusted') === true,
});

/** Finds rows by a hash in one of their columns. */
const index = (rows: readonly EventRow[], column: string): ReadonlyMap<string, EventRow> =>
  new Map(rows.flatMap(row => (textOf(row, column) ? [[textOf(row, column) ?? '', row] as const] : [])));

/** What the tenant's events tell of each of the files. */
export const findFileFacts = async (
  call: Call,
  files: readonly FileHashes[],
): Promise<Result<(file: FileHashes) => FileFacts, ApiFailure>> => {
  const sha1s = files.flatMap(({ sha1 }) => (sha1 ? [sha1.toLowerCase()] : []));
  const sha256s = files.flatMap(({ sha256 }) => (sha256 ? [sha256.toLowerCase()] : []));
  if (sha1s.length + sha256s.length === 0) return ok(() => ({}));
  const sightings = await askLake(call, sightingsQuery(literals(sha1s), literals(sha256s)), MOST_FILES);
  if (!sightings.ok) return sightings;
  const signed = [...new Set([...sha1s, ...index(sightings.value, 'SHA1').keys()])];
  const certificates =
    signed.length > 0 ? await askLake(call, certificatesQuery(literals(signed)), MOST_FILES) : ok([]);
  if (!certificates.ok) return certificates;
  const bySha1 = index(sightings.value, 'SHA1');
  const bySha256 = index(sightings.value, 'SHA256');
  const byCertified = index(certificates.value, 'SHA1');
  return ok(({ sha1, sha256 }) => {
    const sighting = bySha1.get(sha1?.toLowerCase() ?? '') ?? bySha256.get(sha256?.toLowerCase() ?? '');
    const seen = sighting && readSighting(sighting);
    const certified = byCertified.get((sha1 ?? seen?.sha1 ?? '').toLowerCase());
    return { ...(seen && { seen }), ...(certified && { certificate: readCertificate(certified) }) };
  });
};
