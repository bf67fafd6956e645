import { useEffect, useState } from 'react';

const TICK_MS = 1_000;

/** The time, milliseconds since 1970, anew every second. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
};
