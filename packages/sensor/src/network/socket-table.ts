import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { parseProcNet, type SocketEntry } from './proc-net.ts';

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The TCP sockets of this machine, now. */
export const tcpSockets = (): SocketEntry[] =>
  ['tcp', 'tcp6'].flatMap(name => parseProcNet(readText(`/proc/net/${name}`), 'Tcp'));

/** The UDP sockets of this machine, now. */
export const udpSockets = (): SocketEntry[] =>
  ['udp', 'udp6'].flatMap(name => parseProcNet(readText(`/proc/net/${name}`), 'Udp'));

const socketsOf = (pid: string): number[] => {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap(fd => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${fd}`))?.[1];
      return inode === undefined ? [] : [Number(inode)];
    });
  } catch {
    return [];
  }
};

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};

/** The processes that hold the sockets with these inodes; of several holders, the oldest process id. */
export const ownersOf = (inodes: ReadonlySet<number>): ReadonlyMap<number, number> => {
  const owners = new Map<number, number>();
  const pids = inodes.size === 0 ? [] : readdirSync('/proc').filter(name => /^\d+$/.test(name));
  for (const pid of pids) {
    for (const inode of socketsOf(pid))
      if (inodes.has(inode) && !owners.has(inode)) owners.set(inode, Number(pid));
    if (owners.size === inodes.size) break;
  }
  return owners;
};
