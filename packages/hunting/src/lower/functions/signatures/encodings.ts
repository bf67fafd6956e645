import { besideNames } from '../../../plan/beside.ts';
import { of, type Signatures } from './signature.ts';

const besideSignatures: Signatures = Object.fromEntries(besideNames.map(name => [name, of(name, 'string')]));

/** Texts in other forms: Base64, URLs, code points, digests, XML, packed texts. */
export const encodings: Signatures = {
  ...besideSignatures,
  base64_encode_tostring: of('base64_encode_tostring', 'string'),
  base64_encodestring: of('base64_encode_tostring', 'string'),
  base64_decode_tostring: of('base64_decode_tostring', 'string'),
  base64_decodestring: of('base64_decode_tostring', 'string'),
  base64_encode_fromarray: of('base64_encode_fromarray', 'dynamic'),
  base64_decode_toarray: of('base64_decode_toarray', 'string'),
  base64_encode_fromguid: { ...of('base64_encode_fromguid', 'guid'), sources: ['guid'] },
  base64_decode_toguid: of('base64_decode_toguid', 'string'),
  url_encode: of('url_encode', 'string'),
  url_encode_component: of('url_encode_component', 'string'),
  url_decode: of('url_decode', 'string'),
  unicode_codepoints_from_string: of('unicode_codepoints_from_string', 'string'),
  to_utf8: of('unicode_codepoints_from_string', 'string'),
  hash_md5: of('hash_md5', 'string'),
  hash_sha1: of('hash_sha1', 'string'),
  hash_sha256: of('hash_sha256', 'string'),
  tohex: { ...of('tohex', 'any', 'long'), sources: ['int', 'long'] },
};
