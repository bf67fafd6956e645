import { type ReactNode, useMemo } from 'react';
import { Graph } from '../data/graph.ts';
import { GraphProvider } from '../data/graph-context.tsx';
import type { Session } from './session.ts';
import { SessionProvider } from './session-context.tsx';

interface SignedInProps {
  readonly session: Session;
  readonly children: ReactNode;
}

/** Gives pages the person's sign-in, and the APIs as that person. */
export const SignedIn = ({ session, children }: SignedInProps) => {
  const graph = useMemo(() => new Graph(session), [session]);
  return (
    <SessionProvider value={session}>
      <GraphProvider value={graph}>{children}</GraphProvider>
    </SessionProvider>
  );
};
