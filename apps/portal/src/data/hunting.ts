import { useEffect, useRef, useState } from 'react';
import { useGraph } from './graph-context.tsx';

/** A column of an answer; `type` as the door names it: `String`, `Int64`, `DateTime` … */
export interface HuntingColumn {
  readonly name: string;
  readonly type: string;
}

/** A cell as JSON has it. */
export type HuntingCell = unknown;

/** What a query answered (Microsoft Graph: huntingQueryResults resource type). */
export interface HuntingAnswer {
  readonly schema: readonly HuntingColumn[];
  readonly results: readonly Readonly<Record<string, HuntingCell>>[];
}

/** An answer, and how long the person waited for it. */
export interface TimedAnswer extends HuntingAnswer {
  readonly seconds: number;
}

/** A query to run: its text, and how far to look back (ISO 8601), if not as far as the service does. */
export interface HuntingQuestion {
  readonly Query: string;
  readonly Timespan?: string;
}

interface Hunt {
  /** The last answer, until another question is asked. */
  readonly answer: TimedAnswer | undefined;
  readonly problem: Error | null;
  readonly isRunning: boolean;
  /** Runs a query; one that runs already is given up. */
  readonly run: (question: HuntingQuestion) => Promise<void>;
  /** Gives up; the server stops working on it. */
  readonly cancel: () => void;
}

const PATH = '/v1.0/security/runHuntingQuery';

type Standing = Pick<Hunt, 'answer' | 'problem' | 'isRunning'>;

const IDLE: Standing = { answer: undefined, problem: null, isRunning: false };

/** Runs hunting queries as the person, one at a time. */
export const useHunt = (): Hunt => {
  const graph = useGraph();
  const [standing, setStanding] = useState(IDLE);
  const current = useRef<AbortController>(undefined);

  // Who leaves the page waits for nothing.
  useEffect(() => () => current.current?.abort(), []);

  const run = async (question: HuntingQuestion): Promise<void> => {
    current.current?.abort();
    const call = new AbortController();
    current.current = call;
    setStanding({ ...IDLE, isRunning: true });
    const begun = performance.now();
    const outcome = await graph
      .for('Hunting')
      .post<HuntingAnswer>(PATH, question, call.signal)
      .then(
        answer => ({ answer: { ...answer, seconds: (performance.now() - begun) / 1_000 } }),
        (problem: Error) => ({ problem }),
      );
    if (!call.signal.aborted) setStanding({ ...IDLE, ...outcome });
  };

  const cancel = (): void => {
    current.current?.abort();
    setStanding(IDLE);
  };

  return { ...standing, run, cancel };
};
