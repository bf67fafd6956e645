import { of, type Signatures, variadic } from './signature.ts';

/** Functions of texts. */
export const text: Signatures = {
  strcat: variadic('strcat', 'string'),
  strcat_delim: variadic('strcat_delim', 'string'),
  strlen: of('strlen', 'string'),
  string_size: of('string_size', 'string'),
  substring: of('substring', 'string', 'long', 'long'),
  tolower: of('tolower', 'string'),
  toupper: of('toupper', 'string'),
  indexof: of('indexof', 'string', 'string'),
  countof: of('countof', 'string', 'string'),
  replace_string: of('replace_string', 'string', 'string', 'string'),
  replace_regex: { ...of('replace_regex', 'string', 'string', 'string'), pattern: 1 },
  extract: { ...of('extract', 'string', 'long', 'string'), pattern: 0 },
  split: of('split', 'string', 'string', 'long'),
  trim: { ...of('trim', 'string', 'string'), pattern: 0 },
  trim_start: { ...of('trim_start', 'string', 'string'), pattern: 0 },
  trim_end: { ...of('trim_end', 'string', 'string'), pattern: 0 },
  base64_encode_tostring: of('base64_encode_tostring', 'string'),
  base64_decode_tostring: of('base64_decode_tostring', 'string'),
};
