import type { FileFacts, FileHashes } from './file-facts.ts';

/**
 * A file on the wire, with its properties in the wire's order. Vakt sees no other tenant: the “global” figures are those of
 * the tenant's own events. What only the vendor's cloud knows is null or `Unknown`.
 */
export const fileJson = ({ sha1, sha256 }: FileHashes, { seen, certificate }: FileFacts) => ({
  sha1: sha1 ?? seen?.sha1 ?? null,
  sha256: sha256 ?? seen?.sha256 ?? null,
  md5: seen?.md5 ?? null,
  globalPrevalence: seen?.devices ?? null,
  globalFirstObserved: seen?.first ?? null,
  globalLastObserved: seen?.last ?? null,
  size: seen?.size ?? null,
  fileType: null,
  isPeFile: null,
  filePublisher: seen?.publisher ?? null,
  fileProductName: seen?.product ?? null,
  signer: certificate?.signer ?? null,
  issuer: certificate?.issuer ?? null,
  signerHash: certificate?.signerHash ?? null,
  isValidCertificate: certificate?.isTrusted ?? null,
  determinationType: 'Unknown',
  determinationValue: null,
});
