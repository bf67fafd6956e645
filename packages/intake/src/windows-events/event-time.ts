import { parseMoment, printMoment } from '../values/timestamp.ts';
import { SYSMON, type WindowsEvent } from './event.ts';

/** When an event happened, and how that is known. */
export interface EventTime {
  /** ISO 8601 UTC, seven fractional digits. */
  readonly timestamp: string;
  readonly epochMs: number;
  /** What to say about it in AdditionalFields, when it is not the event's own UTC time. */
  readonly note?: Readonly<Record<string, string>>;
}

/** An event in its place in time. */
export interface TimedEvent {
  readonly event: WindowsEvent;
  readonly time: EventTime;
}

/** Sysmon rows that settle the offset of a host's logged times. */
const SAMPLES = 16;
/** Events that wait for their host's offset, in all; more, and the longest queue goes on with what is known. */
const MAX_WAITING = 10_000;
const QUARTER_HOUR_MS = 900_000;
/** Logged times lag behind and may lack milliseconds: an offset this close to a quarter of an hour is one. */
const TOLERANCE_MS = 5_000;
/**
 * Connections and DNS answers come to Sysmon from kernel traces, whose clock runs apart on a machine that was suspended;
 * they say nothing about the offset of the log.
 */
const TRACED: ReadonlySet<number> = new Set([3, 22]);

interface HostClock {
  readonly samples: number[];
  offsetMs: number | undefined;
  settled: boolean;
  waiting: WindowsEvent[];
}

const momentIn = (event: WindowsEvent, name: string) => {
  const value = event.fields[name];
  return typeof value === 'string' ? parseMoment(value) : undefined;
};

const loggedMoment = (event: WindowsEvent) => momentIn(event, 'EventTime') ?? momentIn(event, 'TimeCreated');

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Time zones are whole quarters of an hour; a clock that is simply wrong keeps its odd offset. */
const rounded = (offsetMs: number): number => {
  const quarter = Math.round(offsetMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
  return Math.abs(offsetMs - quarter) <= TOLERANCE_MS ? quarter : offsetMs;
};

const offsetText = (offsetMs: number): string => {
  const size = Math.abs(offsetMs);
  const part = (unitMs: number, modulo: number): string =>
    String(Math.floor(size / unitMs) % modulo).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${part(3_600_000, 10_000)}:${part(60_000, 60)}:${part(1_000, 60)}`;
};

const eventTime = (
  moment: ReturnType<typeof parseMoment>,
  note?: EventTime['note'],
): EventTime | undefined => {
  const timestamp = moment && printMoment(moment);
  return moment && timestamp ? { timestamp, epochMs: moment.epochMs, ...(note && { note }) } : undefined;
};

/** The host's own name: `DC01` and `DC01.pandalab.com` share one clock. */
const hostOf = (event: WindowsEvent): string => event.deviceName.split('.', 1)[0] ?? event.deviceName;

/**
 * Tells the time of the events of one file. A `Z` in these logs proves nothing (reference: telemetry mapping, section 1):
 * Sysmon's `UtcTime` is right; other events are moved by the difference that Sysmon rows of the same host show between
 * `UtcTime` and the logged time; without any, the collector's `@timestamp` has to do, and the row says so. Events wait,
 * in order, until their host's difference is known: memory stays bounded and the file is read once.
 */
export class FileClock {
  readonly #hosts = new Map<string, HostClock>();
  #waiting = 0;

  /** Takes the next event of the file; returns those whose time is now known, in order for each host. */
  add(event: WindowsEvent): readonly TimedEvent[] {
    const clock = this.#clockOf(event);
    this.#sample(clock, event);
    if (clock.settled && clock.waiting.length === 0) return this.#timed(clock, [event]);
    clock.waiting.push(event);
    this.#waiting += 1;
    if (clock.settled) return this.#release(clock);
    return this.#waiting > MAX_WAITING ? this.#releaseLongest() : [];
  }

  /** Ends the file: whatever still waits goes on with what is known. */
  finish(): readonly TimedEvent[] {
    return [...this.#hosts.values()].flatMap(clock => this.#release(clock));
  }

  #clockOf(event: WindowsEvent): HostClock {
    const host = hostOf(event);
    let clock = this.#hosts.get(host);
    if (!clock)
      this.#hosts.set(host, (clock = { samples: [], offsetMs: undefined, settled: false, waiting: [] }));
    return clock;
  }

  #sample(clock: HostClock, event: WindowsEvent): void {
    if (clock.samples.length >= SAMPLES || event.channel !== SYSMON || TRACED.has(event.id)) return;
    const actual = momentIn(event, 'UtcTime');
    const logged = loggedMoment(event);
    if (!actual || !logged) return;
    clock.samples.push(actual.epochMs - logged.epochMs);
    if (clock.samples.length === SAMPLES) this.#measure(clock);
  }

  #measure(clock: HostClock): void {
    const middle = median(clock.samples);
    clock.offsetMs = middle === undefined ? undefined : rounded(middle);
    clock.settled = true;
  }

  #releaseLongest(): readonly TimedEvent[] {
    const clocks = [...this.#hosts.values()];
    const longest = clocks.reduce((one, other) => (other.waiting.length > one.waiting.length ? other : one));
    return this.#release(longest);
  }

  #release(clock: HostClock): readonly TimedEvent[] {
    if (!clock.settled) this.#measure(clock);
    const events = clock.waiting;
    clock.waiting = [];
    this.#waiting -= events.length;
    return this.#timed(clock, events);
  }

  #timed(clock: HostClock, events: readonly WindowsEvent[]): readonly TimedEvent[] {
    return events.flatMap(event => {
      const time = this.#timeOf(clock, event);
      return time ? [{ event, time }] : [];
    });
  }

  #timeOf({ offsetMs }: HostClock, event: WindowsEvent): EventTime | undefined {
    const own = eventTime(event.channel === SYSMON ? momentIn(event, 'UtcTime') : undefined);
    if (own) return own;
    const logged = loggedMoment(event);
    if (logged && offsetMs !== undefined)
      return eventTime(
        { epochMs: logged.epochMs + offsetMs, below: logged.below },
        { TimestampCorrectedBy: offsetText(offsetMs) },
      );
    const collected = momentIn(event, '@timestamp');
    return collected
      ? eventTime(collected, { TimestampSource: '@timestamp' })
      : eventTime(logged, {
          TimestampSource: event.fields.EventTime === undefined ? 'TimeCreated' : 'EventTime',
        });
  }
}

/** Whether the event names any time at all; without one it cannot become a row. */
export const hasTime = (event: WindowsEvent): boolean =>
  ['UtcTime', 'EventTime', 'TimeCreated', '@timestamp'].some(name => {
    const moment = momentIn(event, name);
    return moment !== undefined && printMoment(moment) !== undefined;
  });
