import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Outcome } from '../../data/logs.ts';
import { choiceIn, namesOf, RANGES, type Range, rangeStart } from './log-address.ts';

const OUTCOMES = ['all', 'success', 'failure'] as const;

/** What a log is narrowed to, kept in the address: it can be sent to somebody. */
export const useLogFilter = () => {
  const [parameters, setParameters] = useSearchParams();
  // Kept until the list is refreshed, so that its pages belong together.
  const [now, setNow] = useState(Date.now);
  const range: Range = choiceIn(parameters, 'since', namesOf(RANGES), '24h');
  const outcome: Outcome | 'all' = choiceIn(parameters, 'status', OUTCOMES, 'all');
  const change = useCallback(
    (name: string, value: string): void =>
      setParameters(
        current => {
          const next = new URLSearchParams(current);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  const search = useCallback((text: string): void => change('search', text), [change]);
  return {
    parameters,
    range,
    outcome,
    search: parameters.get('search') ?? '',
    since: rangeStart(range, now),
    change,
    setSearch: search,
    refresh: () => setNow(Date.now()),
  };
};

export type LogFilter = ReturnType<typeof useLogFilter>;
