import {
  changedValues,
  draftOfSong,
  EMPTY_SONG_DRAFT,
  fieldName,
  itemName,
  parseSongDraft,
  type Song,
  type SongDraft,
  type SongValues,
  valueInWords,
} from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useEngine, useRecord } from '@rockon/sync-react';
import { useEffect, useState } from 'react';
import { type Resolver, useForm } from 'react-hook-form';
import { useBand } from '../../platform/band-context.tsx';
import { markSeen } from '../../platform/read-marks.ts';
import { recordKey } from '../../platform/record-sync-icon.tsx';
import { useAccount } from '../../platform/session-context.tsx';
import { offerUndo, withWayBack } from '../../platform/undo.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { SongFields } from './song-fields.tsx';

/** Checks with the song's own schema; what was typed stays as it was typed. */
const resolver: Resolver<SongDraft> = (draft) => {
  const parsed = parseSongDraft(draft);
  if (parsed.ok) return { values: draft, errors: {} };
  return {
    values: {},
    errors: Object.fromEntries(
      Object.entries(parsed.errors).map(([field, message]) => [field, { type: 'validate', message }]),
    ),
  };
};

/** What others changed in fields while this form was open: shown beside the field, never typed into it. */
function useChangedMeanwhile(base: Song | undefined): Readonly<Record<string, string>> {
  const { id: scope, memberOf } = useBand();
  const { identity } = useAccount();
  const now = useRecord<Song & Row>({ scope, table: 'songs', id: base?.id ?? '' });
  if (base === undefined || now === undefined || now.version === base.version || now.updatedBy === identity.userId)
    return {};
  const who = memberOf(now.updatedBy)?.name ?? 'Somebody';
  const notes: Record<string, string> = {};
  for (const field of Object.keys(draftOfSong(base)) as (keyof SongDraft)[]) {
    const path = field === 'duration' ? 'durationSeconds' : field;
    if (JSON.stringify(now[path]) !== JSON.stringify(base[path])) {
      notes[field] = `${who} changed this too: ${valueInWords(path, now[path])}`;
    }
  }
  return notes;
}

/** All fields of a song, to add one or to edit one. */
export function SongFormDialog({ song, onClose }: { readonly song?: Song; readonly onClose: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const { identity } = useAccount();
  // The song as it was when the form opened: what the edit is compared with, however it changes meanwhile.
  const [base] = useState(song);
  const [failure, setFailure] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const meanwhile = useChangedMeanwhile(base);
  const form = useForm<SongDraft>({
    defaultValues: base === undefined ? EMPTY_SONG_DRAFT : draftOfSong(base),
    resolver,
    mode: 'onTouched',
    shouldFocusError: true,
  });
  const { isDirty, isSubmitting } = form.formState;

  useEffect(() => {
    if (base !== undefined && base.updatedBy !== identity.userId) void markSeen(engine, identity.userId, 'songs', base);
  }, [engine, identity.userId, base]);

  const write = async (values: SongValues) => {
    const fields = { ...values, links: values.links.map(({ url, label }) => (label ? { url, label } : { url })) };
    if (base === undefined) {
      await engine.repository.insert(band.id, 'songs', fields);
      return;
    }
    const changed = changedValues(base, fields);
    if (Object.keys(changed).length === 0) return;
    const key = recordKey(band.id, 'songs', base.id);
    const back = await withWayBack(engine, key, Object.keys(changed), () =>
      engine.repository.update(key, changed as typeof fields, base as Row),
    );
    offerUndo(key, 'Saved', itemName(fields), back);
  };
  const save = form.handleSubmit(async (draft) => {
    const parsed = parseSongDraft(draft);
    if (!parsed.ok) return;
    try {
      await write(parsed.values);
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  });

  const count = Object.keys(meanwhile).length;
  return (
    <Modal
      title={base === undefined ? 'New song' : 'Edit song'}
      size="lg"
      onClose={() => (isDirty ? setLeaving(true) : onClose())}
      footer={
        leaving ? (
          <>
            <p role="alert" className="mr-auto font-medium">
              Throw away what you typed?
            </p>
            <Button onClick={() => setLeaving(false)}>Keep editing</Button>
            <Button variant="danger" onClick={onClose}>
              Throw away
            </Button>
          </>
        ) : (
          <>
            <p className="mr-auto text-13 text-muted max-desk:hidden">Saved on this device first, also offline</p>
            <Button onClick={() => (isDirty ? setLeaving(true) : onClose())}>Cancel</Button>
            <Button type="submit" form="song-form" variant="primary" busy={isSubmitting}>
              Save
            </Button>
          </>
        )
      }
    >
      <form
        id="song-form"
        noValidate
        onSubmit={(event) => void save(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
        className="grid gap-4"
      >
        {failure !== null && <Alert>Not kept: {failure}</Alert>}
        {count > 0 && (
          <Alert tone="info">
            This song changed while you were editing ({Object.keys(meanwhile).map(fieldName).join(', ')}). Your text
            stays; if you both changed the same field, you will be asked which one to keep.
          </Alert>
        )}
        <SongFields form={form} notes={meanwhile} />
      </form>
    </Modal>
  );
}
