import type { AlertEvidence } from '@vakt/contract/evidence';
import { matchKeysOf } from '@vakt/store/indicator-keys';
import type { MatchKey } from '@vakt/store/indicator-matching';

/** A file, address or place on the web that an investigation looks at. */
export interface Suspect {
  readonly kind: 'file' | 'place';
  /** What it is called in a report; the same for the same thing. */
  readonly label: string;
  /** The keys of the indicators that would be about it. */
  readonly keys: readonly MatchKey[];
  /** By which a file can be quarantined. */
  readonly sha1?: string;
}

/** A file as events and evidence know it; a hash that is not known is empty. */
export interface SeenFile {
  readonly sha1: string;
  readonly sha256: string;
  readonly fileName: string;
}

const LONGEST_LABEL = 200;

/** A file with one hash at least. */
export const fileSuspect = ({ sha1, sha256, fileName }: SeenFile): Suspect => ({
  kind: 'file',
  label: `file ${(fileName || 'without a name').slice(0, LONGEST_LABEL)} (${sha1 || sha256})`,
  keys: [...matchKeysOf('FileSha1', sha1), ...matchKeysOf('FileSha256', sha256)],
  ...(sha1 && { sha1: sha1.toLowerCase() }),
});

/** An address of the network. */
export const addressSuspect = (address: string): Suspect => ({
  kind: 'place',
  label: `address ${address}`,
  keys: [...matchKeysOf('IpAddress', address), ...matchKeysOf('Place', address)],
});

/** A domain or a URL. */
export const placeSuspect = (place: string): Suspect => ({
  kind: 'place',
  label: `${place.includes('/') ? 'URL' : 'domain'} ${place.slice(0, LONGEST_LABEL)}`,
  keys: matchKeysOf('Place', place),
});

/** What evidence names. */
export const suspectsIn = ({ sha1, sha256, fileName, ipAddress, url }: AlertEvidence): Suspect[] => [
  ...(sha1 || sha256
    ? [fileSuspect({ sha1: sha1 ?? '', sha256: sha256 ?? '', fileName: fileName ?? '' })]
    : []),
  ...(ipAddress ? [addressSuspect(ipAddress)] : []),
  ...(url ? [placeSuspect(url)] : []),
];

/** Each suspect once: a file is the same under every name. */
export const distinctSuspects = (suspects: readonly Suspect[]): Suspect[] => [
  ...new Map(suspects.map(suspect => [suspect.sha1 ?? suspect.label, suspect])).values(),
];
