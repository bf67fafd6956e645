import { loggedOnUsers } from '../../logon/logged-on.ts';
import { parseUtmp, utmpLayout } from '../../logon/utmp.ts';
import { tcpState } from '../../network/proc-net.ts';
import { ownersOf, tcpSockets, udpSockets } from '../../network/socket-table.ts';
import { runningPrograms } from '../stopping/running-programs.ts';
import { command, facts, file, filesOf, readEnd, type Source } from './sources.ts';

const MOST_SIGN_INS = 2_000;

const socketFacts = (isWanted: (isListening: boolean) => boolean) => {
  const tcp = tcpSockets().filter(({ state }) => isWanted(state === tcpState.listen));
  const udp = udpSockets().filter(({ state }) => isWanted(state !== tcpState.established));
  const sockets = [...tcp, ...udp];
  const owners = ownersOf(new Set(sockets.map(({ inode }) => inode)));
  return sockets.map(socket => ({ ...socket, pid: owners.get(socket.inode) }));
};

/** The last records of a file of sign-ins. */
const signIns = async (path: string) => {
  const layout = utmpLayout(process.arch);
  const records = await readEnd(path, MOST_SIGN_INS * layout.size);
  return records ? parseUtmp(records, layout) : [];
};

const processes: readonly Source[] = [facts('processes.jsonl', runningPrograms)];

const network: readonly Source[] = [
  facts('network/connections.jsonl', () => socketFacts(isListening => !isListening)),
  facts('network/listening.jsonl', () => socketFacts(isListening => isListening)),
  command('network/addresses.txt', 'ip', 'address'),
  command('network/routes.txt', 'ip', 'route', 'show', 'table', 'all'),
  command('network/neighbours.txt', 'ip', 'neighbour'),
  command('network/firewall.txt', 'nft', 'list', 'ruleset'),
  file('network/interfaces.txt', '/proc/net/dev'),
  file('network/routes-of-kernel.txt', '/proc/net/route'),
  file('network/resolv.conf', '/etc/resolv.conf'),
  file('network/hosts', '/etc/hosts'),
];

const services: readonly Source[] = [
  command('services/units.txt', 'systemctl', 'list-units', '--all', '--no-pager', '--plain'),
  command('services/unit-files.txt', 'systemctl', 'list-unit-files', '--no-pager'),
];

const users: readonly Source[] = [
  file('users/passwd', '/etc/passwd'),
  file('users/group', '/etc/group'),
  facts('users/logged-on.jsonl', () => loggedOnUsers('')),
  facts('users/sign-ins.jsonl', () => signIns('/var/log/wtmp')),
  facts('users/refused-sign-ins.jsonl', () => signIns('/var/log/btmp')),
];

const scheduledTasks = (): readonly Source[] => [
  file('scheduled-tasks/crontab', '/etc/crontab'),
  ...filesOf('scheduled-tasks/cron.d', '/etc/cron.d'),
  ...filesOf('scheduled-tasks/users', '/var/spool/cron/crontabs'),
  ...filesOf('scheduled-tasks/users', '/var/spool/cron'),
  command('scheduled-tasks/timers.txt', 'systemctl', 'list-timers', '--all', '--no-pager'),
];

const logs: readonly Source[] = [
  command('logs/journal.txt', 'journalctl', '--no-pager', '--reverse', '--lines=20000', '--output=short-iso'),
  ...['syslog', 'messages', 'auth.log', 'secure', 'kern.log', 'dpkg.log'].map(name =>
    file(`logs/${name}`, `/var/log/${name}`),
  ),
];

/** What an investigation package holds of this machine. */
export const machineState = (): readonly Source[] => [
  ...processes,
  ...network,
  ...services,
  ...users,
  ...scheduledTasks(),
  ...logs,
];
