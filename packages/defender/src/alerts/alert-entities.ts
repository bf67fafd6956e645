import type { AlertEvidence } from '@vakt/contract/evidence';
import { canonicalAddress, comparableUrl } from '@vakt/contract/indicator-value';
import type { FileHashes } from '../files/file-facts.ts';

const distinct = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.flatMap(value => (value ? [value] : []))),
];

/** The hosts of the URLs in the evidence that are names and no addresses. */
export const domainsIn = (evidence: readonly AlertEvidence[]): string[] =>
  distinct(
    evidence.map(({ url }) => {
      const host = url === null ? undefined : comparableUrl(url)?.host;
      return host !== undefined && canonicalAddress(host) === undefined ? host : undefined;
    }),
  );

/** The addresses in the evidence, as they are written there. */
export const addressesIn = (evidence: readonly AlertEvidence[]): string[] =>
  distinct(evidence.map(({ ipAddress }) => ipAddress));

/** The files in the evidence, images of processes included. */
export const filesIn = (evidence: readonly AlertEvidence[]): FileHashes[] => {
  const files = new Map<string, FileHashes>();
  for (const { sha1, sha256 } of evidence) {
    const key = sha1 ?? sha256;
    if (key) files.set(key.toLowerCase(), { sha1, sha256: sha256 ?? files.get(key)?.sha256 ?? null });
  }
  return [...files.values()];
};
