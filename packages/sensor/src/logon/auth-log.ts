import { unixNsOfMs } from '../time/timestamp.ts';

/** A line of the system's log about authentication. */
export interface AuthMessage {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** The program that wrote it. */
  readonly program: string;
  readonly pid: number | undefined;
  readonly text: string;
}

/** A logon, or an attempt. */
export interface Logon {
  readonly time: bigint;
  readonly isSuccess: boolean;
  readonly user: string;
  readonly logonType: 'Network' | 'RemoteInteractive' | 'Interactive' | 'Local';
  readonly address: string;
  readonly port: number | undefined;
  /** The other end's name where its address is not all that is known. */
  readonly remoteName: string;
  readonly pid: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

const LINE = /^(?<time>\S+|\w{3}\s+\d+ [\d:]{8}) \S+ (?<program>[\w./-]+)(?:\[(?<pid>\d+)\])?: (?<text>.*)$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The old form of time has no year: the latest one that is not in the future. */
const timeOf = (text: string, nowMs: number): number => {
  const iso = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(iso)) return iso;
  const year = new Date(nowMs).getFullYear();
  const thisYear = Date.parse(`${text.replace(/^(\w{3})\s+(\d+) (.*)$/, `$1 $2 ${year} $3`)}`);
  if (Number.isNaN(thisYear)) return nowMs;
  return thisYear > nowMs + DAY_MS ? new Date(thisYear).setFullYear(year - 1) : thisYear;
};

/** Reads a line of `auth.log` or `secure` (RFC 3164 form, or with an ISO 8601 time). */
export const parseAuthLine = (line: string, nowMs: number): AuthMessage | undefined => {
  const groups = LINE.exec(line)?.groups;
  if (!groups) return undefined;
  return {
    time: unixNsOfMs(timeOf(groups.time ?? '', nowMs)),
    program: groups.program ?? '',
    pid: groups.pid === undefined ? undefined : Number(groups.pid),
    text: groups.text ?? '',
  };
};

/** Reads a line of `journalctl --output=json`. */
export const parseJournalLine = (line: string): AuthMessage | undefined => {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null) return undefined;
    const { MESSAGE, SYSLOG_IDENTIFIER, _PID, __REALTIME_TIMESTAMP } = entry as Record<string, unknown>;
    if (typeof MESSAGE !== 'string' || !/^\d{1,18}$/.test(String(__REALTIME_TIMESTAMP))) return undefined;
    return {
      time: BigInt(String(__REALTIME_TIMESTAMP)) * 1000n,
      program: String(SYSLOG_IDENTIFIER ?? ''),
      pid: /^\d+$/.test(String(_PID)) ? Number(_PID) : undefined,
      text: MESSAGE,
    };
  } catch {
    return undefined;
  }
};

const SSH =
  /^(?<result>Accepted|Failed) (?<method>\S+) for (?<invalid>invalid user )?(?<user>.*) from (?<address>\S+) port (?<port>\d+)(?: ssh2)?(?::.*)?$/;
const SU = /^(?<failed>FAILED SU )?\(to (?<user>[^)]+)\) (?<by>\S+) on (?<terminal>\S+)$/;

const sshLogon = ({ time, pid, text }: AuthMessage): Logon | undefined => {
  const groups = SSH.exec(text)?.groups;
  if (!groups) return undefined;
  return {
    time,
    isSuccess: groups.result === 'Accepted',
    user: groups.user ?? '',
    logonType: 'Network',
    address: groups.address ?? '',
    port: Number(groups.port),
    remoteName: '',
    pid,
    details: {
      AuthenticationMethod: groups.method,
      IsUnknownUser: groups.invalid !== undefined || undefined,
    },
  };
};

const suLogon = ({ time, pid, text }: AuthMessage): Logon | undefined => {
  const groups = SU.exec(text)?.groups;
  if (!groups) return undefined;
  return {
    time,
    isSuccess: groups.failed === undefined,
    user: groups.user ?? '',
    logonType: 'Local',
    address: '',
    port: undefined,
    remoteName: '',
    pid,
    details: { RequestingUser: groups.by, Terminal: groups.terminal },
  };
};

/** The logon that a line tells of; `undefined` for every other line. */
export const logonOf = (message: AuthMessage): Logon | undefined => {
  if (/^sshd(-session)?$/.test(message.program)) return sshLogon(message);
  return message.program === 'su' ? suLogon(message) : undefined;
};
