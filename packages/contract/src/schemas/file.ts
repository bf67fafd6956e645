import { Type } from 'typebox';
import { nullable, time } from './values.ts';

const text = nullable(Type.String());

/** reference: defender-endpoint-core, section 10.8. The properties stand in the order of the wire. */
export const fileSchema = Type.Object({
  sha1: text,
  sha256: text,
  md5: text,
  globalPrevalence: nullable(Type.Integer()),
  globalFirstObserved: nullable(time),
  globalLastObserved: nullable(time),
  size: nullable(Type.Integer()),
  fileType: text,
  isPeFile: nullable(Type.Boolean()),
  filePublisher: text,
  fileProductName: text,
  signer: text,
  issuer: text,
  signerHash: text,
  isValidCertificate: nullable(Type.Boolean()),
  determinationType: Type.String({ examples: ['Unknown'] }),
  determinationValue: text,
});
