import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { arch } from 'node:os';
import { createInterface } from 'node:readline';
import type { Clock } from '@vakt/contract/clock';
import { unixNsOfMs } from '../time/timestamp.ts';
import { type AuthMessage, type Logon, logonOf, parseAuthLine, parseJournalLine } from './auth-log.ts';
import { Tail, type TailPosition } from './tail.ts';
import { parseUtmp, type UtmpEntry, utmpLayout, utmpType } from './utmp.ts';

/** Where a machine records who logs on; all are optional. */
export interface LogonFiles {
  readonly wtmp: string;
  readonly btmp: string;
  readonly authLogs: readonly string[];
}

export const systemLogonFiles: LogonFiles = {
  wtmp: '/var/log/wtmp',
  btmp: '/var/log/btmp',
  authLogs: ['/var/log/auth.log', '/var/log/secure'],
};

/** How far each file was read, by path. */
export type LogonPositions = Readonly<Record<string, TailPosition>>;

/** Of the entries that are there at the first start, those of this time are reported. */
const FIRST_LOOK_MS = 30 * 24 * 60 * 60 * 1000;
const JOURNAL_SOCKET = '/run/systemd/journal/socket';
const JOURNAL_ARGUMENTS = [
  '--follow',
  '--lines=0',
  '--output=json',
  'SYSLOG_FACILITY=10',
  'SYSLOG_FACILITY=4',
];

const utmpLogon = (entry: UtmpEntry, isSuccess: boolean): Logon => {
  const isRemote = entry.address !== '' || (entry.host !== '' && !entry.host.startsWith(':'));
  return {
    time: entry.time,
    isSuccess,
    user: entry.user,
    logonType: isRemote ? 'RemoteInteractive' : 'Interactive',
    address: entry.address || (isIP(entry.host) ? entry.host : ''),
    port: undefined,
    remoteName: isIP(entry.host) || !isRemote ? '' : entry.host,
    pid: entry.pid > 0 ? entry.pid : undefined,
    details: { Terminal: entry.line },
  };
};

/** Finds logons in the files and the journal of this machine. */
export class LogonWatch {
  readonly #clock: Clock;
  readonly #layout = utmpLayout(arch());
  readonly #wtmp: Tail;
  readonly #btmp: Tail;
  readonly #auth: { readonly file: string; readonly tail: Tail } | undefined;
  readonly #files: LogonFiles;
  #journal: ChildProcess | undefined;
  #fromJournal: Logon[] = [];

  constructor(clock: Clock, positions: LogonPositions, files: LogonFiles = systemLogonFiles) {
    this.#clock = clock;
    this.#files = files;
    this.#wtmp = new Tail(files.wtmp, positions[files.wtmp]);
    this.#btmp = new Tail(files.btmp, positions[files.btmp]);
    const authLog = files.authLogs.find(file => existsSync(file));
    if (authLog === undefined) return;
    this.#auth = { file: authLog, tail: new Tail(authLog, positions[authLog]) };
    if (!positions[authLog]) this.#auth.tail.skip();
  }

  /** Follows the journal where no log file of authentication is kept. */
  followJournal(): void {
    if (this.#auth || !existsSync(JOURNAL_SOCKET)) return;
    const child = spawn('journalctl', JOURNAL_ARGUMENTS, { stdio: ['ignore', 'pipe', 'ignore'] });
    child.once('error', () => (this.#journal = undefined));
    child.once('exit', () => (this.#journal = undefined));
    this.#journal = child;
    createInterface({ input: child.stdout }).on('line', line => {
      this.#fromJournal.push(...logonsOf([parseJournalLine(line)]));
    });
  }

  /** The logons since the last look. */
  next(): Logon[] {
    const fromJournal = this.#fromJournal;
    this.#fromJournal = [];
    return [...this.#fromUtmp(), ...this.#fromAuthLog(), ...fromJournal];
  }

  positions(): LogonPositions {
    const all = { [this.#files.wtmp]: this.#wtmp.position, [this.#files.btmp]: this.#btmp.position };
    if (this.#auth) all[this.#auth.file] = this.#auth.tail.position;
    return Object.fromEntries(
      Object.entries(all).flatMap(([file, position]) => (position ? [[file, position]] : [])),
    );
  }

  close(): void {
    this.#journal?.kill();
  }

  #fromUtmp(): Logon[] {
    const oldest = unixNsOfMs(this.#clock.now() - FIRST_LOOK_MS);
    const read = (tail: Tail) => parseUtmp(tail.read(this.#layout.size), this.#layout);
    const succeeded = read(this.#wtmp).filter(({ type }) => type === utmpType.userProcess);
    const failed = read(this.#btmp);
    return [
      ...succeeded.map(entry => utmpLogon(entry, true)),
      ...failed.map(entry => utmpLogon(entry, false)),
    ].filter(logon => logon.time >= oldest && !this.#isToldByLog(logon));
  }

  /** Remote logons are in the log, too, with more detail and also without a terminal. */
  #isToldByLog({ logonType }: Logon): boolean {
    return logonType === 'RemoteInteractive' && (this.#auth !== undefined || this.#journal !== undefined);
  }

  #fromAuthLog(): Logon[] {
    if (!this.#auth) return [];
    const bytes = this.#auth.tail.read();
    const whole = bytes.lastIndexOf(10) + 1;
    this.#auth.tail.unread(bytes.length - whole);
    const now = this.#clock.now();
    const lines = bytes.subarray(0, whole).toString().split('\n');
    return logonsOf(lines.map(line => parseAuthLine(line, now)));
  }
}

const logonsOf = (messages: readonly (AuthMessage | undefined)[]): Logon[] =>
  messages.flatMap(message => (message && logonOf(message)) ?? []);
