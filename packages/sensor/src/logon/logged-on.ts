import { readFileSync } from 'node:fs';
import { arch } from 'node:os';
import { parseUtmp, utmpLayout, utmpType } from './utmp.ts';

const UTMP = '/var/run/utmp';

/** Who is logged on now, as DeviceInfo names them. */
export const loggedOnUsers = (domain: string): { UserName: string; DomainName: string }[] => {
  try {
    const entries = parseUtmp(readFileSync(UTMP), utmpLayout(arch()));
    const users = new Set(
      entries.filter(({ type }) => type === utmpType.userProcess).map(({ user }) => user),
    );
    return [...users].map(UserName => ({ UserName, DomainName: domain }));
  } catch {
    return [];
  }
};
