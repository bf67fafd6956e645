import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningPrograms } from '../stopping/running-programs.ts';

/** Where programs that nobody installed lie and start from. */
const QUICK_FOLDERS = [
  '/tmp',
  '/var/tmp',
  '/dev/shm',
  '/var/www',
  '/etc/cron.d',
  '/etc/cron.daily',
  '/etc/cron.hourly',
  '/etc/init.d',
  '/etc/systemd/system',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/opt',
];
const QUICK_HOME_FOLDERS = [
  'Downloads',
  'Desktop',
  'bin',
  '.local/bin',
  '.config/autostart',
  '.config/systemd',
];

/** File systems that are no files of this machine: the kernel's own, and other machines'. */
const FOREIGN =
  /^(?:proc|sysfs|cgroup2?|devpts|devtmpfs|debugfs|tracefs|securityfs|pstore|bpf|configfs|fusectl|mqueue|hugetlbfs|autofs|efivarfs|binfmt_misc|nsfs|nfs4?|cifs|smb3?|ceph|glusterfs|afs|fuse\..+)$/;

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const homes = (): string[] => ['/root', ...namesIn('/home').map(name => join('/home', name))];

/** What runs, and where malware lies most often. */
export const quickPlaces = (): string[] => {
  const running = runningPrograms().flatMap(({ executable }) => executable ?? []);
  const folders = [
    ...QUICK_FOLDERS,
    ...homes().flatMap(home => QUICK_HOME_FOLDERS.map(folder => join(home, folder))),
  ];
  return [...new Set([...running, ...folders])].filter(path => existsSync(path));
};

/** The whole machine. */
export const fullPlaces = (): string[] => ['/'];

/** The kernel writes blanks and the like in mount points as octal numbers. */
const unescapeMount = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Mount points that are not looked into. */
export const foreignMounts = (mounts = readFileSync('/proc/mounts', 'utf8')): string[] =>
  mounts.split('\n').flatMap(line => {
    const [, point = '/', type = ''] = line.split(' ');
    return point !== '/' && FOREIGN.test(type) ? [unescapeMount(point)] : [];
  });
