import {
  bandSchema,
  type Conflict,
  conflictField,
  deletionSide,
  fieldName,
  isAboutDeletion,
  itemName,
  placeName,
  same,
  valueAt,
  valueInWords,
} from '@rockon/domain';
import type { SyncSchema } from '@rockon/sync';
import { untyped } from '@rockon/sync';
import { useEngine, useLive, useRecord } from '@rockon/sync-react';
import { useEffect, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { resolving } from '../../records/conflict-dialog-state.ts';
import { useConflictsByRecord } from '../../records/conflicts.ts';
import { offerUndo, withUndo } from '../../records/undo.ts';
import type { Engine, RecordKey } from '../../session/engine.ts';
import { useAccount } from '../../session/session-context.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { SyncIcon } from '../../ui/sync-icon.tsx';
import { clockTime } from '../../ui/time.tsx';
import { MergedVersion } from './merged-version.tsx';
import * as messages from './messages.ts';
import { useDeletedName } from './use-deleted-name.ts';

const NONE: readonly Conflict[] = [];
const { tables }: SyncSchema = bandSchema;

/** Closes the conflict with the chosen version and sets the record to it. */
async function settle(
  engine: Engine,
  key: RecordKey,
  conflict: Conflict,
  resolution: 'mine' | 'theirs' | 'merged',
  kept: Conflict['mine'],
): Promise<void> {
  // The place and the value are those of the conflict: known at run time only.
  const { repository } = untyped(engine);
  await repository.update({ scope: key.scope, table: 'conflicts', id: conflict.id }, { open: false, resolution });
  if (!isAboutDeletion(conflict)) {
    const path = conflictField(conflict);
    if (!same(valueAt(engine.record(key).get(), path), kept)) await repository.update(key, { [path]: kept });
    return;
  }
  const side = deletionSide(kept);
  const there = engine.record(key).get() !== undefined;
  if (side === 'deleted') {
    if (there) await repository.delete(key);
    return;
  }
  if (!there) await repository.restore(key);
  if (Object.keys(side).length > 0) await repository.update(key, side);
}

/** Reopens the conflict. If somebody else chose first, the server keeps their choice. */
async function unsettle({ repository }: Engine, key: RecordKey, conflict: Conflict): Promise<void> {
  const open = { open: true, resolution: null };
  await repository.update({ scope: key.scope, table: 'conflicts', id: conflict.id }, open);
}

interface Version {
  readonly which: 'mine' | 'theirs';
  readonly by: string | null;
  readonly at: string | null;
  readonly value: Conflict['mine'];
}

/** Shows both versions with author and time. The one that is kept goes to everyone, the other stays in the history. */
export function TwoVersionsDialog({ recordKey: key }: { readonly recordKey: RecordKey }) {
  const band = useBand();
  const conflicts = useConflictsByRecord(band.id).get(key.id) ?? NONE;
  const [conflict] = conflicts;
  const close = () => resolving.set(null);
  // Somebody else may have chosen while the dialog was open: close it.
  const settled = conflict === undefined;
  useEffect(() => {
    if (settled) resolving.set(null);
  }, [settled]);
  const row = useRecord(key);
  const deletedName = useDeletedName(key, row === undefined && conflict !== undefined);
  if (conflict === undefined) return null;
  const about = isAboutDeletion(conflict) ? messages.deletedOrChanged : placeName(conflictField(conflict), row);
  return (
    <Modal
      title={messages.twoVersions}
      icon={
        <span className="mt-1">
          <SyncIcon kind="conflict" words={messages.chooseVersion} />
        </span>
      }
      description={messages.aboutRecord(itemName(row ?? null) ?? deletedName, about)}
      onClose={close}
    >
      <Choice key={conflict.id} conflict={conflict} recordKey={key} more={conflicts.length - 1} />
    </Modal>
  );
}

function Choice({
  conflict,
  recordKey: key,
  more,
}: {
  readonly conflict: Conflict;
  readonly recordKey: RecordKey;
  readonly more: number;
}) {
  const engine = useEngine();
  const { identity } = useAccount();
  const [failed, setFailed] = useState<string | null>(null);
  const deletion = isAboutDeletion(conflict);
  const path = conflictField(conflict);
  const mine: Version = { which: 'mine', by: conflict.mineBy, at: conflict.mineAt, value: conflict.mine };
  const theirs: Version = { which: 'theirs', by: conflict.theirsBy, at: conflict.theirsAt, value: conflict.theirs };
  // The person's own version is on the right, whichever side of the conflict it is.
  const [left, right] = conflict.theirsBy === identity.userId ? [mine, theirs] : [theirs, mine];
  const yours = right.by === identity.userId ? right : null;

  const isText = !deletion && tables[conflict.recordTable]?.text?.includes(path) === true;
  const now = valueAt(useRecord(key), path);

  const keep = async (which: 'mine' | 'theirs' | 'merged', value: Conflict['mine']) => {
    try {
      const fields = deletion ? Object.keys(deletionSide(value)) : [path];
      const back = await withUndo(engine, key, fields, () => settle(engine, key, conflict, which, value));
      const detail = back === null ? messages.otherInHistory : messages.everyoneGetsIt;
      const reopen = async () => {
        await back?.();
        await unsettle(engine, key, conflict);
      };
      const title = which === 'merged' ? messages.versionsCombined : messages.versionKept;
      offerUndo(key, title, detail, reopen, messages.versionsBack);
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="grid gap-4">
      {failed !== null && <Alert>{failed}</Alert>}
      <div className="grid gap-3 sm:grid-cols-2">
        <VersionCard
          version={left}
          conflict={conflict}
          path={path}
          deletion={deletion}
          other={left.by === right.by}
          onKeep={() => void keep(left.which, left.value)}
        />
        <VersionCard
          version={right}
          conflict={conflict}
          path={path}
          deletion={deletion}
          primary={yours !== null}
          onKeep={() => void keep(right.which, right.value)}
        />
      </div>
      {isText && (
        <MergedVersion
          conflict={conflict}
          now={typeof now === 'string' ? now : null}
          onKeep={(text) => void keep('merged', text === '' ? null : text)}
        />
      )}
      <p className="text-13 text-muted">
        {messages.everyoneGetsKept}
        {more > 0 && ` ${messages.moreToChoose(more)}`}
      </p>
    </div>
  );
}

function VersionCard({
  version,
  conflict,
  path,
  deletion,
  primary = false,
  other = false,
  onKeep,
}: {
  readonly version: Version;
  readonly conflict: Conflict;
  readonly path: string;
  readonly deletion: boolean;
  readonly primary?: boolean;
  /** Both versions are by the same person, from two devices: this one needs a different label. */
  readonly other?: boolean;
  readonly onKeep: () => void;
}) {
  const { identity } = useAccount();
  const { memberOf, nameOf } = useBand();
  const own = version.by === identity.userId;
  const name = nameOf(version.by);
  const words = deletion ? deletionWords(version.value) : valueInWords(path, version.value);
  const long = words.length > 24;
  return (
    <section
      aria-label={labelOf(own, name, other)}
      className="flex flex-col gap-3 rounded-[14px] border border-control bg-bg p-4"
    >
      <div className="flex items-center gap-2.5">
        <PersonAvatar userId={version.by ?? ''} name={name} avatar={memberOf(version.by)?.avatar ?? null} />
        <p className="min-w-0 flex-1 truncate font-medium">{own ? messages.you : name}</p>
        {version.at !== null && <time className="text-13 text-muted">{clockTime(Date.parse(version.at))}</time>}
      </div>
      <p
        className={
          long ? 'max-h-60 flex-1 overflow-y-auto text-14 leading-6 whitespace-pre-wrap' : 'flex-1 text-28 font-bold'
        }
      >
        {words}
      </p>
      {!deletion && (
        <p className="truncate text-13 text-secondary">{messages.before(valueInWords(path, conflict.base))}</p>
      )}
      <Button variant={primary ? 'primary' : 'secondary'} onClick={onKeep} className="w-full">
        {keepWords(own, name, other)}
      </Button>
    </section>
  );
}

function labelOf(own: boolean, name: string, other: boolean): string {
  if (own) return other ? messages.yourOtherVersion : messages.yourVersion;
  return other ? messages.otherVersionOf(name) : messages.versionOf(name);
}

function keepWords(own: boolean, name: string, other: boolean): string {
  if (own) return other ? messages.keepYoursOtherDevice : messages.keepYours;
  return other ? messages.keepOtherDevice(name) : messages.keep(name);
}

function deletionWords(value: Conflict['mine']): string {
  const side = deletionSide(value);
  if (side === 'deleted') return messages.deleteForEveryone;
  const changes = Object.entries(side).map(([field, each]) => `${fieldName(field)}: ${valueInWords(field, each)}`);
  return [messages.keepForEveryone, ...changes].join('\n');
}

/** The app's conflict dialog, for the record in `resolving`. */
export function Resolving() {
  const key = useLive(resolving);
  return key === null ? null : <TwoVersionsDialog recordKey={key} />;
}
