/** The last component of a Windows path. */
export const fileNameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);

/** `DOMAIN\user` apart, both in lower case as the service has them; without a backslash the domain is empty. */
export const splitAccount = (account: string): { readonly domain: string; readonly name: string } => {
  const at = account.indexOf('\\');
  return {
    domain: account.slice(0, Math.max(at, 0)).toLowerCase(),
    name: account.slice(at + 1).toLowerCase(),
  };
};

/** A process GUID without braces, lower case. */
export const normaliseGuid = (guid: string): string => guid.replace(/[{}]/g, '').toLowerCase();

const NO_GUID = /^[0-]*$/;

/** Whether the GUID says "none". */
export const isEmptyGuid = (guid: string): boolean => NO_GUID.test(guid);

/** The hashes of one `SHA1=…,MD5=…,SHA256=…,IMPHASH=…` text, any subset, lower case; all zeroes means none. */
export const splitHashes = (text: string): Readonly<Record<string, string>> => {
  const hashes: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (/^(?:SHA1|MD5|SHA256|IMPHASH)$/i.test(name) && /[1-9a-f]/i.test(value))
      hashes[name.toUpperCase()] = value.toLowerCase();
  }
  return hashes;
};

const ROOTS: readonly (readonly [RegExp, string])[] = [
  [/^HKLM(?=\\|$)/i, 'HKEY_LOCAL_MACHINE'],
  [/^HKU(?=\\|$)/i, 'HKEY_USERS'],
  [/^HKCR(?=\\|$)/i, 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes'],
  [/^\\REGISTRY\\MACHINE(?=\\|$)/i, 'HKEY_LOCAL_MACHINE'],
  [/^\\REGISTRY\\USER(?=\\|$)/i, 'HKEY_USERS'],
];

/** A registry path with its root in Defender's spelling; the rest as the source has it. */
export const registryPath = (path: string): string => {
  for (const [root, name] of ROOTS) if (root.test(path)) return path.replace(root, () => name);
  return path;
};

/** A value's path apart into key and value name (the last component). */
export const splitRegistryValue = (path: string): { readonly key: string; readonly value: string } => {
  const at = path.lastIndexOf('\\');
  return at === -1 ? { key: path, value: '' } : { key: path.slice(0, at), value: path.slice(at + 1) };
};
