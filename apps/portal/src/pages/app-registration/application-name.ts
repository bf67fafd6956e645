/** In characters, as the directory counts them (UTF-16 units). */
export const LONGEST_NAME = 120;

export type NameFault = 'missing' | 'too-long';

/** What keeps a text from being an application's name, as the directory will judge; `undefined` when nothing does. */
export const nameFault = (name: string): NameFault | undefined => {
  const { length } = name.trim();
  if (length === 0) return 'missing';
  return length > LONGEST_NAME ? 'too-long' : undefined;
};
