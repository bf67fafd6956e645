/** What a server and its children use of the processor, by part: unlike the time that passes, it hardly depends on others. */
import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds by the name of a thread of the server, or of a child process. */
export type ProcessorTime = ReadonlyMap<string, number>;

/** `/proc` counts in hundredths of a second. */
const TICK_MICROSECONDS = 10_000;

/** Name and time out of a `stat` file; the name stands in brackets and may hold anything. */
const readStat = (file: string): { readonly name: string; readonly microseconds: number } => {
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { name: text.slice(text.indexOf('(') + 1, end), microseconds: ticks * TICK_MICROSECONDS };
};

const childrenOf = (pid: number): number[] => {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const children = text.split(' ').filter(Boolean).map(Number);
  return [...children, ...children.flatMap(childrenOf)];
};

const isMain = (pid: number, thread: string): boolean => Number(thread) === pid;

/** Reads the times of a process's threads and of its children; empty where there is no `/proc`. */
export const readProcessorTime = (pid: number): ProcessorTime => {
  const times = new Map<string, number>();
  if (process.platform !== 'linux') return times;
  const count = (file: string, name?: string): void => {
    const read = readStat(file);
    const part = name ?? read.name;
    times.set(part, (times.get(part) ?? 0) + read.microseconds);
  };
  for (const thread of readdirSync(`/proc/${pid}/task`))
    count(`/proc/${pid}/task/${thread}/stat`, isMain(pid, thread) ? 'main thread' : undefined);
  for (const child of childrenOf(pid)) {
    const file = `/proc/${child}/stat`;
    // A child that is Node.js too calls itself after its main thread.
    count(file, readStat(file).name === 'MainThread' ? 'child node' : undefined);
  }
  return times;
};

/** The time between two readings for each of `count` things that were done, in words: all of it, and its larger parts. */
export const describeProcessorTime = (before: ProcessorTime, after: ProcessorTime, count: number): string => {
  const parts = [...after]
    .map(([part, time]) => ({ part, each: (time - (before.get(part) ?? 0)) / count }))
    .toSorted((one, other) => other.each - one.each);
  const all = parts.reduce((sum, { each }) => sum + each, 0);
  const larger = parts.filter(({ each }) => each >= 1).map(({ part, each }) => `${part} ${each.toFixed(0)}`);
  return `${all.toFixed(0)} µs: ${larger.join(', ')}`;
};
