/** What `/proc/<pid>/stat` says of a process. */
export interface ProcessStat {
  readonly pid: number;
  /** At most 15 bytes, chosen by the process itself: it may hold spaces, parentheses and newlines. */
  readonly comm: string;
  readonly state: string;
  readonly parentId: number;
  readonly processGroup: number;
  readonly session: number;
  readonly isKernelThread: boolean;
  /** Clock ticks (a hundredth of a second) between boot and the creation of the process. */
  readonly startTicks: bigint;
}

/** Ids of `/proc/<pid>/status`. */
export interface ProcessIds {
  /** The process that a thread belongs to; the pid itself for a process. */
  readonly threadGroup: number;
  readonly realUid: number;
  readonly effectiveUid: number;
}

/** `PF_KTHREAD` of the kernel's process flags. */
const KERNEL_THREAD = 0x0020_0000;

/** Reads `/proc/<pid>/stat` (man 5 proc_pid_stat). The name is what stands between the first `(` and the last `)`. */
export const parseStat = (text: string): ProcessStat | undefined => {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 1 || close < open) return undefined;
  const pid = Number(text.slice(0, open).trim());
  const fields = text
    .slice(close + 1)
    .trim()
    .split(' ');
  const [state = '', parentId, processGroup, session, , , flags] = fields;
  const startTicks = fields[19];
  if (!Number.isInteger(pid) || startTicks === undefined || !/^\d+$/.test(startTicks)) return undefined;
  return {
    pid,
    comm: text.slice(open + 1, close),
    state,
    parentId: Number(parentId),
    processGroup: Number(processGroup),
    session: Number(session),
    isKernelThread: (Number(flags) & KERNEL_THREAD) !== 0,
    startTicks: BigInt(startTicks),
  };
};

/** Reads `/proc/<pid>/status` (man 5 proc_pid_status); the kernel escapes the newlines of the name in it. */
export const parseStatus = (text: string): ProcessIds | undefined => {
  const threadGroup = /^Tgid:\t(\d+)$/m.exec(text)?.[1];
  const uid = /^Uid:\t(\d+)\t(\d+)\t/m.exec(text);
  if (threadGroup === undefined || !uid) return undefined;
  return { threadGroup: Number(threadGroup), realUid: Number(uid[1]), effectiveUid: Number(uid[2]) };
};
