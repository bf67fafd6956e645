import { readFileSync } from 'node:fs';

/** The user of the operating system that PostgreSQL runs as when Vakt itself runs as root. */
export interface OperatingUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** In order of preference: PostgreSQL's own user where the system has one, else the one with no rights at all. */
const CANDIDATES = ['postgres', 'nobody'];

const parsePasswd = (text: string): OperatingUser[] =>
  text.split('\n').flatMap(line => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });

/**
 * PostgreSQL refuses to run as root, so root lends it another user.
 *
 * @returns `undefined` when Vakt does not run as root: PostgreSQL then runs as Vakt does.
 */
export const findOperatingUser = (): OperatingUser | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const users = parsePasswd(readFileSync('/etc/passwd', 'utf8'));
  for (const candidate of CANDIDATES) {
    const user = users.find(({ name, uid }) => name === candidate && uid !== 0);
    if (user) return user;
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this system has neither a user "postgres" nor "nobody".',
  );
};
