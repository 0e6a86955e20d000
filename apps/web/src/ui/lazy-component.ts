import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A component whose module is fetched when it is first shown: `lazyComponent(() => import('./song-page.tsx'), (m) => m.SongPage)`. */
export const lazyComponent = <Module, Props>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
): LazyExoticComponent<ComponentType<Props>> => lazy(() => load().then((module) => ({ default: pick(module) })));
