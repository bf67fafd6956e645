import { readFileSync } from 'node:fs';
import { readState, textMember, writeState } from './delivery/state-file.ts';
import type { LogonPositions } from './logon/logon-watch.ts';
import type { TailPosition } from './logon/tail.ts';

/** What a run of the sensor leaves for the next one. */
export interface RunState {
  /** The boot that programs, listeners and time of boot belong to. */
  readonly bootId: string;
  readonly bootedAtNs: bigint | undefined;
  /** Programs and listening sockets that were reported and may still be there. */
  readonly programs: ReadonlySet<string>;
  readonly listeners: ReadonlySet<string>;
  readonly logonPositions: LogonPositions;
}

const texts = (value: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(value) ? value.filter(one => typeof one === 'string') : []);

const isPosition = (value: unknown): value is TailPosition =>
  typeof value === 'object' &&
  value !== null &&
  Number.isSafeInteger(Reflect.get(value, 'inode')) &&
  Number.isSafeInteger(Reflect.get(value, 'offset'));

const positions = (value: unknown): LogonPositions =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, TailPosition] => isPosition(entry[1])),
      )
    : {};

/** The id of the running boot; empty where the kernel gives none. */
export const currentBootId = (file = '/proc/sys/kernel/random/boot_id'): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** What the run before left; of another boot only what outlasts it. */
export const readRunState = (file: string, bootId: string): RunState => {
  const stored = readState(file);
  const isSameBoot = bootId !== '' && textMember(stored, 'bootId') === bootId;
  const bootedAt = textMember(stored, 'bootedAtNs') ?? '';
  return {
    bootId,
    bootedAtNs: isSameBoot && /^\d+$/.test(bootedAt) ? BigInt(bootedAt) : undefined,
    programs: texts(isSameBoot ? member(stored, 'programs') : undefined),
    listeners: texts(isSameBoot ? member(stored, 'listeners') : undefined),
    logonPositions: positions(member(stored, 'logonPositions')),
  };
};

/** Leaves the state for the next run. */
export const writeRunState = (file: string, state: RunState): void =>
  writeState(
    file,
    {
      bootId: state.bootId,
      bootedAtNs: state.bootedAtNs === undefined ? undefined : String(state.bootedAtNs),
      programs: [...state.programs],
      listeners: [...state.listeners],
      logonPositions: state.logonPositions,
    },
    { sync: false },
  );
