/** How much memory this process takes while something runs. */
const MEBIBYTE = 1_048_576;

export interface MemoryUse {
  readonly beforeMb: number;
  readonly mostMb: number;
}

const residentMb = (): number => process.memoryUsage.rss() / MEBIBYTE;

export const watchMemory = async (work: () => Promise<void>, everyMs = 50): Promise<MemoryUse> => {
  const beforeMb = residentMb();
  let mostMb = beforeMb;
  const timer = setInterval(() => {
    mostMb = Math.max(mostMb, residentMb());
  }, everyMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { beforeMb, mostMb };
};
