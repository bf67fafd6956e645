import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Graph } from '../data/graph.ts';
import { GraphProvider } from '../data/graph-context.tsx';
import { createQueryClient } from '../data/query-client.ts';
import type { Session } from './session.ts';
import { SessionProvider } from './session-context.tsx';

interface SignedInProps {
  readonly session: Session;
  readonly children: ReactNode;
}

/** Gives pages the person's sign-in, the APIs, and the cache of what was read with it. */
export const SignedIn = ({ session, children }: SignedInProps) => {
  const graph = useMemo(() => new Graph(session), [session]);
  const queryClient = useMemo(() => createQueryClient(), []);
  return (
    <SessionProvider value={session}>
      <GraphProvider value={graph}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </GraphProvider>
    </SessionProvider>
  );
};
