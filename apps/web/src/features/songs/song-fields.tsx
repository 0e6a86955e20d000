import { formatDuration, parseDuration, SONG_STATUS_LABELS, SONG_STATUSES, type song } from '@rockon/domain';
import type { RecordFormPart } from '../../records/use-record-form.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { DuplicateHint, TagSuggestions } from './song-hints.tsx';

const KEYS = [
  'C',
  'Cm',
  'Db',
  'C#m',
  'D',
  'Dm',
  'Eb',
  'Ebm',
  'E',
  'Em',
  'F',
  'Fm',
  'F#',
  'F#m',
  'G',
  'Gm',
  'Ab',
  'G#m',
  'A',
  'Am',
  'Bb',
  'Bbm',
  'B',
  'Bm',
];
const TUNINGS = [
  'Standard',
  'Half step down',
  'Whole step down',
  'Drop D',
  'Drop C',
  'Open G',
  'Open D',
  'Open A',
  'DADGAD',
  'Capo 2',
  'Capo 4',
];

export function SongFields({
  form,
  field,
  ownId,
}: RecordFormPart<typeof song> & { readonly ownId: string | undefined }) {
  const { setValue, getValues } = form;
  const duration = field('durationSeconds');
  return (
    <div className="grid grid-cols-2 gap-x-3.5 gap-y-4 desk:grid-cols-6">
      <TextField
        label="Title"
        {...field('title')}
        autoFocus
        required
        autoComplete="off"
        className="col-span-2 desk:col-span-3"
      />
      <TextField label="Artist" {...field('artist')} autoComplete="off" className="col-span-2 desk:col-span-3" />
      <DuplicateHint form={form} ownId={ownId} />
      <TextField label="Key" {...field('key')} list="song-keys" autoComplete="off" className="desk:col-span-1" />
      <TextField label="BPM" {...field('bpm')} inputMode="numeric" autoComplete="off" className="desk:col-span-1" />
      <TextField
        label="Duration"
        {...duration}
        placeholder="3:45"
        autoComplete="off"
        onBlur={async (event) => {
          // Shows how it was understood: `4` becomes `4:00`, `258` becomes `4:18`.
          const seconds = parseDuration(getValues('durationSeconds'));
          if (seconds !== null) setValue('durationSeconds', formatDuration(seconds));
          await duration.onBlur(event);
        }}
        className="desk:col-span-1"
      />
      <TextField
        label="Tuning"
        {...field('tuning')}
        list="song-tunings"
        autoComplete="off"
        className="desk:col-span-1"
      />
      <SelectField label="Difficulty" {...field('difficulty')} className="desk:col-span-1">
        <option value="">–</option>
        {[1, 2, 3, 4, 5].map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
      </SelectField>
      <SelectField label="Status" {...field('status')} className="desk:col-span-1">
        <option value="">–</option>
        {SONG_STATUSES.map((status) => (
          <option key={status} value={status}>
            {SONG_STATUS_LABELS[status]}
          </option>
        ))}
      </SelectField>
      <TextField label="Album" {...field('album')} autoComplete="off" className="col-span-2 desk:col-span-3" />
      <TextField
        label="Tags"
        {...field('tags', 'Separated by commas')}
        autoComplete="off"
        className="col-span-2 desk:col-span-3"
      />
      <TagSuggestions form={form} />
      <TextArea
        label="Links"
        {...field('links', 'One per line; a name after the address if you like')}
        rows={2}
        inputMode="url"
        spellCheck={false}
        className="col-span-2 desk:col-span-6"
      />
      <TextArea label="Notes" {...field('notes')} rows={4} className="col-span-2 desk:col-span-6" />
      <datalist id="song-keys">
        {KEYS.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      <datalist id="song-tunings">
        {TUNINGS.map((tuning) => (
          <option key={tuning} value={tuning} />
        ))}
      </datalist>
    </div>
  );
}
