import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session, SessionState } from './session.ts';

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = SessionContext.Provider;

/** The sign-in of this tab. Only pages for people who have signed in use it. */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This page is for people who have signed in.');
  return session;
};

export const useSessionState = (): SessionState => {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.state);
};
