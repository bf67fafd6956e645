/**
 * Text as PostgreSQL can hold it. Telemetry may carry NUL characters and half surrogate pairs, which neither `text` nor
 * `jsonb` takes; each becomes U+FFFD.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** JSON text for a `jsonb` column, with every string in it storable. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storableText(part) : part));
