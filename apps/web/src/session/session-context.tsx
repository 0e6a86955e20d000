import { useLive } from '@rockon/sync-react';
import { createContext, type ReactNode, useContext } from 'react';
import type { Engine } from './engine.ts';
import type { Identity } from './identity.ts';
import type { AppState, Session } from './session.ts';

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

export const useAppState = (): AppState => useLive(useSession().state);

/** The user and their engine; only below the part of the app that needs an account. */
export function useAccount(): { readonly identity: Identity; readonly engine: Engine } {
  const state = useAppState();
  if (state.kind !== 'open') throw new Error('useAccount is for screens of a signed-in user');
  return state;
}
