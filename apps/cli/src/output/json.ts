/** Engines that know source text access can write a number that no double holds. */
interface RawJson {
  rawJSON(text: string): unknown;
}

const hasRawJson = (json: unknown): json is RawJson =>
  typeof json === 'object' && json !== null && 'rawJSON' in json;

const keepLongs = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'bigint') return value;
  return hasRawJson(JSON) ? JSON.rawJSON(String(value)) : String(value);
};

/** JSON for programs: indented, 64-bit integers in full. */
export const formatJson = (value: unknown): string => JSON.stringify(value, keepLongs, 2);
