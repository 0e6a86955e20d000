import { formatDuration, parseDuration, SONG_STATUS_LABELS, SONG_STATUSES, song } from '@rockon/domain';
import type { RecordFormPart } from '../../records/use-record-form.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import * as messages from './dialog-messages.ts';
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

const { fields } = song;

/** The inputs of a song's form. Long because it is one flat list of inputs, in their order on the page. */
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
        label={fields.title.label}
        {...field('title')}
        autoFocus
        required
        autoComplete="off"
        className="col-span-2 desk:col-span-3"
      />
      <TextField
        label={fields.artist.label}
        {...field('artist')}
        autoComplete="off"
        className="col-span-2 desk:col-span-3"
      />
      <DuplicateHint form={form} ownId={ownId} />
      <TextField
        label={fields.key.label}
        {...field('key')}
        list="song-keys"
        autoComplete="off"
        className="desk:col-span-1"
      />
      <TextField
        label={fields.bpm.label}
        {...field('bpm')}
        inputMode="numeric"
        autoComplete="off"
        className="desk:col-span-1"
      />
      <TextField
        label={fields.durationSeconds.label}
        {...duration}
        placeholder="3:45"
        autoComplete="off"
        onBlur={async (event) => {
          // Show how the text was parsed: `4` becomes `4:00`, `258` becomes `4:18`.
          const seconds = parseDuration(getValues('durationSeconds'));
          if (seconds !== null) setValue('durationSeconds', formatDuration(seconds));
          await duration.onBlur(event);
        }}
        className="desk:col-span-1"
      />
      <TextField
        label={fields.tuning.label}
        {...field('tuning')}
        list="song-tunings"
        autoComplete="off"
        className="desk:col-span-1"
      />
      <SelectField label={fields.difficulty.label} {...field('difficulty')} className="desk:col-span-1">
        <option value="">–</option>
        {[1, 2, 3, 4, 5].map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
      </SelectField>
      <SelectField label={fields.status.label} {...field('status')} className="desk:col-span-1">
        <option value="">–</option>
        {SONG_STATUSES.map((status) => (
          <option key={status} value={status}>
            {SONG_STATUS_LABELS[status]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={fields.album.label}
        {...field('album')}
        autoComplete="off"
        className="col-span-2 desk:col-span-3"
      />
      <TextField
        label={fields.tags.label}
        {...field('tags', messages.tagsHint)}
        autoComplete="off"
        className="col-span-2 desk:col-span-3"
      />
      <TagSuggestions form={form} />
      <TextArea
        label={fields.links.label}
        {...field('links', messages.linksHint)}
        rows={2}
        inputMode="url"
        spellCheck={false}
        className="col-span-2 desk:col-span-6"
      />
      <TextArea label={fields.notes.label} {...field('notes')} rows={4} className="col-span-2 desk:col-span-6" />
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
