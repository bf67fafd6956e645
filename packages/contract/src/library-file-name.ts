/**
 * Whether a live response library takes a file of that name: letters and digits of ASCII, `-`, `_` and `.` (reference:
 * defender-endpoint-core, section 13). No such name leads out of a folder.
 */
export const isLibraryFileName = (name: string): boolean => /^(?!\.{1,2}$)[\w.-]{1,255}$/.test(name);
