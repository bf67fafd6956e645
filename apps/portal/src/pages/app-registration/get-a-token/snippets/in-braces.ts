/** Lines further in. */
export const indent = (text: string): string => text.replaceAll(/^/gm, '  ');

/** Lines of a shell in braces. */
export const inBraces = (opening: string, lines: readonly string[]): string =>
  [opening, ...lines.map(indent), '}'].join('\n');
