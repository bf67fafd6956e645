/**
 * A foreign text as part of a sentence: whatever direction it is written in, and whatever direction it tries to set, ends with
 * it (Unicode Standard Annex 9: first strong isolate).
 */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
