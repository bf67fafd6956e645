/** Starts to measure; each call gives the milliseconds since the last one. They are for people to read, and decide nothing. */
export const stopwatch = (): (() => number) => {
  let last = performance.now();
  return () => {
    const start = last;
    last = performance.now();
    return last - start;
  };
};
