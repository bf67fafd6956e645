import { readFileSync, statSync } from 'node:fs';

/** Account names by user id, from the text of `/etc/passwd`; of several names for one id the first counts. */
export const parsePasswd = (text: string): ReadonlyMap<number, string> => {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':');
    if (!name || uid === undefined || !/^\d+$/.test(uid)) continue;
    if (!names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
};

/** Names of this machine's accounts, read again when the file changes. */
export class Accounts {
  readonly #file: string;
  #names: ReadonlyMap<number, string> = new Map();
  #modifiedMs = -1;

  constructor(file = '/etc/passwd') {
    this.#file = file;
  }

  /** The name of an account; the number itself as text when the machine does not know it. */
  nameOf(uid: number): string {
    this.#refresh();
    return this.#names.get(uid) ?? String(uid);
  }

  #refresh(): void {
    const modifiedMs = statSync(this.#file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (modifiedMs === this.#modifiedMs) return;
    this.#modifiedMs = modifiedMs;
    this.#names = modifiedMs === 0 ? new Map() : parsePasswd(readFileSync(this.#file, 'utf8'));
  }
}
