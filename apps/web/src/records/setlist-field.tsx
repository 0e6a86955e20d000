import type { Setlist } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import type { ComponentProps } from 'react';
import { useBand } from '../band/band-context.tsx';
import { SelectField } from '../ui/field.tsx';
import * as messages from './page-messages.tsx';

const byName = (a: Setlist, b: Setlist) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);

/** Picks a setlist of the band. A deleted one stays selected and is shown as deleted. */
export function SetlistField({
  chosen,
  ...field
}: Omit<ComponentProps<typeof SelectField>, 'label' | 'children'> & { readonly chosen: string }) {
  const { id: scope } = useBand();
  const { rows, complete } = useRecords({ scope, table: 'setlists', sort: byName });
  return (
    <SelectField label={messages.setlist} {...field}>
      <option value="">–</option>
      {rows.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {chosen !== '' && !rows.some(({ id }) => id === chosen) && (
        <option value={chosen}>{complete ? messages.deletedSetlist : messages.setlistNotOnDevice}</option>
      )}
    </SelectField>
  );
}
