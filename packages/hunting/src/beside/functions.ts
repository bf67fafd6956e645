import type { BesideName } from '../plan/beside.ts';
import { componentsJson, strongComponents, weakComponents } from './components.ts';
import { gunzipped, gzipped, unzlibbed, zlibbed } from './compression.ts';
import { geographyAnswers } from './geography/answers.ts';
import { fromPunycode, fromPunycodeDomain, toPunycode, toPunycodeDomain } from './punycode.ts';
import { xmlJson } from './xml-json.ts';

/** What each function makes of a text: a text or JSON, nothing where it has no answer. */
export const besideFunctions: Readonly<Record<BesideName, (text: string) => string | undefined>> = {
  parse_xml: xmlJson,
  gzip_compress_to_base64_string: gzipped,
  gzip_decompress_from_base64_string: gunzipped,
  zlib_compress_to_base64_string: zlibbed,
  zlib_decompress_from_base64_string: unzlibbed,
  punycode_from_string: toPunycode,
  punycode_to_string: fromPunycode,
  punycode_domain_from_string: fromPunycodeDomain,
  punycode_domain_to_string: toPunycodeDomain,
  weak_components: edges => componentsJson(edges, weakComponents),
  strong_components: edges => componentsJson(edges, strongComponents),
  ...geographyAnswers,
};
