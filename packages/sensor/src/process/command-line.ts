/** The longest command line that a row carries, in bytes of `/proc/<pid>/cmdline`. */
export const COMMAND_LINE_LIMIT = 32 * 1024;

const NEEDS_QUOTES = /[\s'"\\$`]|^$/;

const quoted = (argument: string): string =>
  NEEDS_QUOTES.test(argument) ? `'${argument.replaceAll("'", "'\\''")}'` : argument;

/**
 * The command line of a process from the bytes of `/proc/<pid>/cmdline`: arguments joined with a space, each quoted as
 * a shell would when it needs to be. A title that a process wrote over its arguments is one text and stays as it is;
 * because such titles are filled up with zero bytes, empty arguments at the end cannot be told from them and are left
 * out. Empty when there is none (a kernel thread, a process that has ended).
 */
export const commandLineOf = (bytes: Uint8Array): string => {
  const text = new TextDecoder().decode(bytes.subarray(0, COMMAND_LINE_LIMIT)).replace(/\0+$/, '');
  return text.includes('\0') ? text.split('\0').map(quoted).join(' ') : text;
};
