import type { Band } from '@rockon/domain';
import { initials } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecord } from '@rockon/sync-react';
import { Check, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { chooseBand, useMemberships } from '../../platform/bands.ts';
import { BandTile } from '../../ui/avatar.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx';

function BandItem({ bandId, current }: { readonly bandId: string; readonly current: boolean }) {
  const band = useRecord<Band & Row>({ scope: bandId, table: 'bands', id: bandId });
  return (
    <MenuItem onSelect={() => chooseBand(bandId)}>
      <BandTile initials={initials(band?.name ?? '')} size="sm" />
      <span className="min-w-0 flex-1 truncate">{band?.name ?? 'Not on this device yet'}</span>
      {current && <Check className="size-4 text-accent" aria-label="current" />}
    </MenuItem>
  );
}

/** All bands of the person, the way to another one, and on a phone what the bottom bar has no room for. */
export function BandMenu({ children, links }: { readonly children: ReactNode; readonly links?: ReactNode }) {
  const band = useBand();
  const { memberships } = useMemberships();
  return (
    <Menu trigger={children} align="start">
      <MenuLabel>Bands</MenuLabel>
      {memberships.map(({ bandId }) => (
        <BandItem key={bandId} bandId={bandId} current={bandId === band.id} />
      ))}
      <MenuItem asChild>
        <Link to="/bands/new">
          <Plus className="mx-2 size-4" aria-hidden="true" />
          Another band
        </Link>
      </MenuItem>
      {links !== undefined && (
        <>
          <MenuSeparator />
          {links}
        </>
      )}
    </Menu>
  );
}
