import type { SyncEngine } from '@rockon/sync';
import { createContext, createElement, type ReactNode, useContext } from 'react';
import type { AppTables } from './tables.ts';

type Engine = SyncEngine<AppTables>;

const EngineContext = createContext<Engine | null>(null);

/** Gives the engine of the signed-in user to everything below. */
export function SyncProvider({ engine, children }: { readonly engine: Engine; readonly children?: ReactNode }) {
  return createElement(EngineContext.Provider, { value: engine }, children);
}

export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (engine === null) throw new Error('useEngine needs a SyncProvider above it');
  return engine;
}
