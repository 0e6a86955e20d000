import { AVATAR_COLORS, avatarColor, formatTags, type Profile, parseTags, profileSchema } from '@rockon/domain';
import { useEngine, useRecord } from '@rockon/sync-react';
import { type FormEvent, useRef, useState } from 'react';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { useAccount } from '../../session/session-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useUnsavedGuard } from '../../ui/unsaved.tsx';
import * as messages from './messages.ts';
import { pictureOf } from './picture.ts';

/** Name, instruments, color and picture, as bandmates see them. Saved directly on the server, so it needs a connection. */
export function ProfileForm() {
  const { identity } = useAccount();
  const profile = useRecord({ scope: identity.userId, table: 'profiles', id: identity.userId });
  // The form restarts only when this device first learns of the profile, never while somebody types.
  return <Form key={profile === undefined ? 'unknown' : 'known'} profile={profile} />;
}

function Form({ profile }: { readonly profile: Profile | undefined }) {
  const engine = useEngine();
  const { identity } = useAccount();
  const { busy, error, run } = useOnlineAction(messages.profileFailed);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [done, setDone] = useState(false);
  const [name, setName] = useState(profile?.name ?? identity.name);
  const [instruments, setInstruments] = useState(formatTags(profile?.instruments ?? []));
  const [color, setColor] = useState(() => avatarColor(identity.userId, profile?.avatar ?? null));
  const [image, setImage] = useState(profile?.avatar?.image);
  const avatar = { color, ...(image !== undefined && { image }) };

  const start = {
    name: profile?.name ?? identity.name,
    instruments: formatTags(profile?.instruments ?? []),
    color: avatarColor(identity.userId, profile?.avatar ?? null),
  };
  const dirty =
    name !== start.name ||
    instruments !== start.instruments ||
    color !== start.color ||
    image !== profile?.avatar?.image;
  useUnsavedGuard(dirty && !busy && !done);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    const checked = profileSchema.safeParse({ name, instruments: parseTags(instruments), avatar });
    setErrors(Object.fromEntries((checked.error?.issues ?? []).map((issue) => [String(issue.path[0]), issue.message])));
    if (!checked.success) return;
    void run(async () => {
      await engine.call('update_profile', { name: checked.data.name, instruments: checked.data.instruments, avatar });
      setDone(true);
    });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-4">
      {error !== null && <Alert>{error}</Alert>}
      <div className="flex items-center gap-4">
        <PersonAvatar userId={identity.userId} name={name} avatar={avatar} size="xl" />
        <ColorChoice chosen={color} onChoose={setColor} />
      </div>
      <PictureChoice
        chosen={image !== undefined}
        onChoose={(next) => {
          setImage(next);
          setDone(false);
        }}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={messages.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="name"
          error={errors.name}
        />
        <TextField
          label={messages.instruments}
          value={instruments}
          onChange={(event) => setInstruments(event.target.value)}
          hint={messages.instrumentsHint}
          error={errors.instruments}
        />
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={busy}>
          {messages.save}
        </Button>
        <p role="status" className="text-13 text-secondary">
          {done && messages.profileSaved}
        </p>
      </div>
    </form>
  );
}

interface ColorChoiceProps {
  readonly chosen: string;
  readonly onChoose: (color: string) => void;
}

function ColorChoice({ chosen, onChoose }: ColorChoiceProps) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="mb-1.5 text-13 font-medium text-secondary">{messages.color}</legend>
      {AVATAR_COLORS.map((each) => (
        <label
          key={each}
          className="grid size-8 place-items-center rounded-full ring-offset-2 ring-offset-surface has-checked:ring-2 has-checked:ring-text has-focus-visible:ring-2 has-focus-visible:ring-accent touch:size-11"
          style={{ backgroundColor: each }}
        >
          <input
            type="radio"
            name="color"
            value={each}
            checked={chosen === each}
            onChange={() => onChoose(each)}
            aria-label={messages.colorNumber(AVATAR_COLORS.indexOf(each) + 1)}
            className="sr-only"
          />
        </label>
      ))}
    </fieldset>
  );
}

interface PictureChoiceProps {
  readonly chosen: boolean;
  /** The picture as a data URL; undefined for initials. */
  readonly onChoose: (image: string | undefined) => void;
}

function PictureChoice({ chosen, onChoose }: PictureChoiceProps) {
  const [notTaken, setNotTaken] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const take = async (picture: File | undefined) => {
    if (picture === undefined) return;
    setNotTaken(null);
    try {
      onChoose(await pictureOf(picture));
    } catch (cause) {
      setNotTaken(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <input
        ref={file}
        type="file"
        accept="image/*"
        aria-label={messages.pictureFile}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // Reset, so that choosing the same file again fires a change event.
          event.target.value = '';
        }}
      />
      <Button size="sm" onClick={() => file.current?.click()}>
        {chosen ? messages.changePicture : messages.choosePicture}
      </Button>
      {chosen && <TextButton onClick={() => onChoose(undefined)}>{messages.useInitials}</TextButton>}
      {notTaken !== null && (
        <p role="alert" className="text-13 font-medium text-error">
          {notTaken}
        </p>
      )}
    </div>
  );
}
