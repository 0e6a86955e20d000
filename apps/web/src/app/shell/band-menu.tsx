import { type Band, bandInitials } from '@rockon/domain';
import type { Live } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { Plus } from 'lucide-react';
import { type ComponentProps, type ReactNode, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { chooseBand, useMemberships } from '../../band/bands.ts';
import { BandTile } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { showToast } from '../../ui/toaster.tsx';
import { hasUnsaved } from '../../ui/unsaved.tsx';
import * as messages from '../messages.ts';
import { useBandNews } from './use-unread-counts.ts';

/** The names of several bands, live. */
function useBandNames(bandIds: readonly string[]): readonly string[] {
  const engine = useEngine();
  const ids = bandIds.join();
  const names = useMemo(() => {
    const lives = ids
      .split(',')
      .map((id) => engine.record({ scope: id, table: 'bands', id }) as Live<Band | undefined>);
    let known: readonly string[] = [];
    return {
      get: () => {
        const now = lives.map((live) => live.get()?.name ?? messages.bandNotLoaded);
        if (now.join('\n') !== known.join('\n')) known = now;
        return known;
      },
      subscribe: (listener: () => void) => {
        const ends = lives.map((live) => live.subscribe(listener));
        return () => {
          for (const end of ends) end();
        };
      },
    };
  }, [engine, ids]);
  return useLive(names);
}

/** Switches between the person's bands. On a phone it also holds the pages that do not fit into the bottom bar. */
export function BandMenu({
  trigger,
  links = [],
}: {
  readonly trigger: (props: ComponentProps<'button'>) => ReactNode;
  readonly links?: readonly MenuEntry[];
}) {
  const band = useBand();
  const { memberships } = useMemberships();
  const ids = memberships.map(({ bandId }) => bandId);
  const names = useBandNames(ids);
  const news = useBandNews(ids);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const choose = (id: string) => {
    if (id === band.id) return;
    if (hasUnsaved()) {
      showToast({ title: messages.unsavedTitle, detail: messages.unsavedText });
      return;
    }
    chooseBand(id);
    // Stay on the same kind of page, but leave a record's page: the other band does not have that record.
    const [, page = '', ...deeper] = pathname.split('/');
    if (deeper.length > 0) void navigate(`/${page}`);
  };
  const entries: MenuEntry[] = [
    { kind: 'label', name: messages.bands },
    ...ids.map((id, index) => ({
      kind: 'item' as const,
      name: names[index] ?? '',
      icon: <BandTile initials={bandInitials(names[index] ?? '')} size="sm" />,
      current: id === band.id,
      ...(news[index] !== undefined && news[index] !== '' && { aside: news[index] }),
      onSelect: () => choose(id),
    })),
    {
      kind: 'link',
      name: messages.addBand,
      to: '/bands/new',
      icon: <Plus className="mx-2 size-4" aria-hidden="true" />,
    },
    ...(links.length > 0 ? [{ kind: 'line' as const, name: 'pages' }, ...links] : []),
  ];
  return <Menu trigger={trigger} align="start" entries={entries} />;
}
