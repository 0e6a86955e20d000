import {
  type BandEntity,
  type Draft,
  draftOf,
  type EntityValues,
  emptyDraft,
  itemName,
  parseDraft,
  type SyncedRow,
  same,
  valueInWords,
} from '@rockon/domain';
import { type Json, untyped } from '@rockon/sync';
import { useEngine, useRecord } from '@rockon/sync-react';
import { useEffect, useRef, useState } from 'react';
import { type DefaultValues, type Resolver, type UseFormReturn, useForm } from 'react-hook-form';
import { useBand } from '../band/band-context.tsx';
import { reasonOf } from '../lib/error-messages.ts';
import type { RowIn } from '../session/engine.ts';
import { useAccount } from '../session/session-context.tsx';
import { focusFirstWrong } from '../ui/focus-first-wrong.ts';
import * as common from '../ui/messages.ts';
import { useFormClose } from '../ui/use-form-close.tsx';
import * as messages from './form-messages.ts';
import { markSeen } from './read-marks.ts';
import { recordKey } from './record-sync-icon.tsx';
import { offerUndo, rememberAdded, withUndo } from './undo.ts';
import { useTypedBefore } from './use-typed-before.ts';

export interface RecordFormPart<E extends BandEntity> {
  readonly form: UseFormReturn<Draft<E>>;
  /** What `register` returns, and the note below the field: its error, what others changed, or the hint. */
  readonly field: (
    name: keyof E['fields'] & string,
    hint?: string,
  ) => ReturnType<UseFormReturn<Draft<E>>['register']> & {
    readonly error: string | undefined;
    readonly hint?: string;
  };
}

export interface RecordFormOptions<E extends BandEntity> {
  readonly entity: E;
  readonly record?: RowIn<E['table']> | undefined;
  /** The start values of a new record; map columns and fields without an input are saved with it. */
  readonly initial?: Partial<EntityValues<E>>;
  readonly onClose: () => void;
  /** Called with the new record's id once it is durable on this device. */
  readonly onAdded?: (id: string) => void;
}

/** Validates with the entity's schema and keeps the typed text as it is. */
function resolverOf<E extends BandEntity>(entity: E): Resolver<Draft<E>> {
  return (draft) => {
    const parsed = parseDraft(entity, draft as Readonly<Record<string, string>>);
    if (parsed.ok) return { values: draft, errors: {} };
    const errors = Object.entries(parsed.errors).map(([field, message]) => [field, { type: 'validate', message }]);
    return { values: {}, errors: Object.fromEntries(errors) };
  };
}

/** Notes for fields that others changed while the form is open: shown below the field, never put into it. */
function useChangedMeanwhile(
  entity: BandEntity,
  base: SyncedRow | undefined,
  touched: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const { id: scope, memberOf } = useBand();
  const { identity } = useAccount();
  const now: SyncedRow | undefined = useRecord({ scope, table: entity.table, id: base?.id ?? '' });
  if (base === undefined || now === undefined || now.version === base.version || now.updatedBy === identity.userId)
    return {};
  const who = memberOf(now.updatedBy)?.name ?? messages.someone;
  const notes: Record<string, string> = {};
  for (const field of Object.keys(entity.fields)) {
    if (JSON.stringify(now[field] ?? null) === JSON.stringify(base[field] ?? null)) continue;
    const note = touched[field] === undefined ? messages.changedField : messages.changedFieldToo;
    notes[field] = note(who, valueInWords(field, now[field]));
  }
  return notes;
}

/** Adds a record, or updates it with the fields that differ from `base`, the record as it was when the form opened. */
function useWrite(entity: BandEntity, base: SyncedRow | undefined, onAdded: ((id: string) => void) | undefined) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const { table } = entity;
  return async (values: Readonly<Record<string, Json>>) => {
    // The form is of any entity; its schema has validated the values.
    const { repository } = untyped(engine);
    if (base === undefined) {
      const id = await repository.insert(bandId, table, values);
      rememberAdded(engine, recordKey(bandId, table, id), itemName(values));
      onAdded?.(id);
      return;
    }
    const fields = Object.fromEntries(Object.keys(entity.fields).map((name) => [name, values[name] ?? null]));
    const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => !same(base[name], value)));
    if (Object.keys(changed).length === 0) return;
    const key = recordKey(bandId, table, base.id);
    const undo = await withUndo(engine, key, Object.keys(changed), () => repository.update(key, changed, base));
    const { kind } = engine.connection.get();
    const online = kind === 'connected' || kind === 'polling';
    offerUndo(key, online ? messages.updated : messages.savedOnDevice, itemName(fields), undo);
  };
}

/** The state of a form for one record: its fields and their notes, saving, and what went wrong. */
export function useRecordForm<E extends BandEntity>({
  entity,
  record,
  initial,
  onClose,
  onAdded,
}: RecordFormOptions<E>) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const { identity } = useAccount();
  const { table } = entity;
  const [base] = useState(record);
  const [failure, setFailure] = useState<string | null>(null);
  /** What the last press of "Add another" added. */
  const [added, setAdded] = useState<string | null>(null);
  const typed = useTypedBefore(entity);
  const start = { ...initial, ...typed?.values };
  const form = useForm<Draft<E>>({
    defaultValues: (base === undefined
      ? { ...emptyDraft(entity), ...draftOf(entity, start) }
      : draftOf(entity, base)) as DefaultValues<Draft<E>>,
    resolver: resolverOf(entity),
    mode: 'onTouched',
    // The library would focus the field that was registered first, not the first one on the page.
    shouldFocusError: false,
  });
  const { isDirty, isSubmitting, errors, dirtyFields } = form.formState;
  const { close, closeSaved, footer } = useFormClose(isDirty && !isSubmitting, onClose);
  const meanwhile = useChangedMeanwhile(entity, base, dirtyFields);
  const write = useWrite(entity, base, onAdded);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (base !== undefined && engine.unread(bandId, table).get().has(base.id))
      void markSeen(engine, identity.userId, table, base);
  }, [engine, identity.userId, bandId, table, base]);

  /** Clears the form for another record and focuses its first field. */
  const startNext = (name: string | null) => {
    form.reset();
    setFailure(null);
    setAdded(name === null ? messages.addedUnnamed : messages.added(name));
    element.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  };
  const save = (next: 'close' | 'another') =>
    form.handleSubmit(
      async (draft) => {
        const kept: Readonly<Record<string, unknown>> = { ...(base ?? start) };
        const maps = Object.fromEntries(Object.keys(entity.maps).map((name) => [name, kept[name] ?? {}]));
        const parsed = parseDraft(entity, draft as Readonly<Record<string, string>>, maps);
        // The resolver has checked the fields: an error here is about the map columns beside them.
        if (!parsed.ok) return setFailure(Object.values(parsed.errors).join(' '));
        try {
          await write(parsed.values);
          if (base === undefined) await typed?.done();
          if (next === 'another') startNext(itemName(parsed.values));
          else closeSaved();
        } catch (error) {
          setFailure(common.couldNotSave(reasonOf(error)));
        }
      },
      (wrong) => focusFirstWrong(element.current, wrong),
    )();

  const field: RecordFormPart<E>['field'] = (name, hint) => {
    const note = meanwhile[name] ?? hint;
    const error = (errors as Readonly<Record<string, { readonly message?: string } | undefined>>)[name]?.message;
    const registered = form.register(name as unknown as Parameters<typeof form.register>[0]);
    return { ...registered, error, ...(note !== undefined && { hint: note }) };
  };
  return {
    // Another one would start with what was typed for this one.
    mayAddAnother: base === undefined && typed === null,
    element,
    form,
    field,
    save,
    close,
    footer,
    failure,
    added,
    meanwhile: Object.keys(meanwhile),
  };
}
