import {
  type BandEntity,
  type Draft,
  draftOf,
  type EntityValues,
  emptyDraft,
  fieldName,
  itemName,
  parseDraft,
  type SyncedRow,
  same,
  valueInWords,
} from '@rockon/domain';
import { type Json, untyped } from '@rockon/sync';
import { useEngine, useRecord } from '@rockon/sync-react';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type DefaultValues, type Resolver, type UseFormReturn, useForm } from 'react-hook-form';
import { useBand } from '../band/band-context.tsx';
import type { RowIn } from '../session/engine.ts';
import { useAccount } from '../session/session-context.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { focusFirstWrong } from '../ui/focus-first-wrong.ts';
import { useFormClose } from '../ui/use-form-close.tsx';
import { markSeen } from './read-marks.ts';
import { recordKey } from './record-sync-icon.tsx';
import { offerUndo, rememberAdded, withUndo } from './undo.ts';

export interface RecordFormPart<E extends BandEntity> {
  readonly form: UseFormReturn<Draft<E>>;
  /** What `register` gives and what is said below the field: what is wrong, what others changed, or the hint. */
  readonly field: (
    name: keyof E['fields'] & string,
    hint?: string,
  ) => ReturnType<UseFormReturn<Draft<E>>['register']> & {
    readonly error: string | undefined;
    readonly hint?: string;
  };
}

/** Checks with the entity's own schema; what was typed stays as it was typed. */
function resolverOf<E extends BandEntity>(entity: E): Resolver<Draft<E>> {
  return (draft) => {
    const parsed = parseDraft(entity, draft as Readonly<Record<string, string>>);
    if (parsed.ok) return { values: draft, errors: {} };
    const errors = Object.entries(parsed.errors).map(([field, message]) => [field, { type: 'validate', message }]);
    return { values: {}, errors: Object.fromEntries(errors) };
  };
}

/** What others changed in fields while a form is open: shown beside the field, never typed into it. */
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
  const who = memberOf(now.updatedBy)?.name ?? 'Somebody';
  const notes: Record<string, string> = {};
  for (const field of Object.keys(entity.fields)) {
    if (JSON.stringify(now[field] ?? null) !== JSON.stringify(base[field] ?? null)) {
      const words = valueInWords(field, now[field]);
      notes[field] =
        touched[field] === undefined
          ? `${who} changed this: ${words}. It stays so unless you change it here.`
          : `${who} changed this too: ${words}`;
    }
  }
  return notes;
}

/**
 * The press leaves the focus in its field. Otherwise leaving a wrong field shows its error, the form grows, and the button
 * moves away between the press and the release: no click, and nothing is saved.
 */
const keepPlace = (event: MouseEvent) => event.preventDefault();

/**
 * A form for one record: to add one, or to edit one that others may be changing at the same time. The edit is compared
 * with the record as it was when the form opened, and carries only what was changed in it.
 */
export function RecordFormDialog<E extends BandEntity>({
  entity,
  record,
  initial,
  title,
  children,
  onClose,
  onAdded,
  another = false,
}: {
  readonly entity: E;
  readonly record?: RowIn<E['table']> | undefined;
  /** What a new record starts with, in the form and (map columns, fields without an input) beside it. */
  readonly initial?: Partial<EntityValues<E>>;
  readonly title: string;
  readonly children: (part: RecordFormPart<E>) => ReactNode;
  readonly onClose: () => void;
  /** Called with the new record's id once it is durable on this device. */
  readonly onAdded?: (id: string) => void;
  /** Whether the form offers to go on with the next new record. */
  readonly another?: boolean;
}) {
  const engine = useEngine();
  const band = useBand();
  const { identity } = useAccount();
  const { table, noun } = entity;
  const [base] = useState(record);
  const [failure, setFailure] = useState<string | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const form = useForm<Draft<E>>({
    defaultValues: (base === undefined
      ? { ...emptyDraft(entity), ...(initial !== undefined && draftOf(entity, initial)) }
      : draftOf(entity, base)) as DefaultValues<Draft<E>>,
    resolver: resolverOf(entity),
    mode: 'onTouched',
    // The library goes by the order of registration, which is not that of the page.
    shouldFocusError: false,
  });
  const { isDirty, isSubmitting, errors, dirtyFields } = form.formState;
  const meanwhile = useChangedMeanwhile(entity, base, dirtyFields);
  const { close, closeSaved, footer } = useFormClose(isDirty && !isSubmitting, onClose);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (base !== undefined && engine.unread(band.id, table).get().has(base.id))
      void markSeen(engine, identity.userId, table, base);
  }, [engine, identity.userId, band.id, table, base]);

  const write = async (values: Readonly<Record<string, Json>>) => {
    // Of whichever entity the form is: parsed by its schema.
    const { repository } = untyped(engine);
    if (base === undefined) {
      const id = await repository.insert(band.id, table, values);
      rememberAdded(engine, recordKey(band.id, table, id), itemName(values));
      onAdded?.(id);
      return;
    }
    const fields = Object.fromEntries(Object.keys(entity.fields).map((name) => [name, values[name] ?? null]));
    const was: SyncedRow = base;
    const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => !same(was[name], value)));
    if (Object.keys(changed).length === 0) return;
    const key = recordKey(band.id, table, base.id);
    const back = await withUndo(engine, key, Object.keys(changed), () => repository.update(key, changed, base));
    offerUndo(key, 'Saved', itemName(fields), back);
  };
  /** Another one: the form stays, empty again, with the caret where the next one begins. */
  const goOn = (name: string | null) => {
    form.reset();
    setFailure(null);
    setAdded(name ?? `The ${noun}`);
    element.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  };
  const saveAnd = (next: 'close' | 'another') =>
    form.handleSubmit(
      async (draft) => {
        const kept: Readonly<Record<string, unknown>> = { ...(base ?? initial) };
        const maps = Object.fromEntries(Object.keys(entity.maps).map((name) => [name, kept[name] ?? {}]));
        const parsed = parseDraft(entity, draft as Readonly<Record<string, string>>, maps);
        // The fields were found right by the resolver: what is wrong now is what the record holds beside them.
        if (!parsed.ok) return setFailure(Object.values(parsed.errors).join(' '));
        try {
          await write(parsed.values);
          if (next === 'another') goOn(itemName(parsed.values));
          else closeSaved();
        } catch (error) {
          setFailure(error instanceof Error ? error.message : String(error));
        }
      },
      (wrong) => focusFirstWrong(element.current, wrong),
    );
  const save = saveAnd('close');

  const field: RecordFormPart<E>['field'] = (name, hint) => {
    const note = meanwhile[name] ?? hint;
    const error = (errors as Readonly<Record<string, { readonly message?: string } | undefined>>)[name]?.message;
    const registered = form.register(name as unknown as Parameters<typeof form.register>[0]);
    return { ...registered, error, ...(note !== undefined && { hint: note }) };
  };
  const changedFields = Object.keys(meanwhile);
  const formId = `${noun}-form`;
  return (
    <Modal
      title={title}
      size="lg"
      onClose={close}
      footer={footer(
        <>
          <p className="mr-auto text-13 text-muted max-desk:hidden">Saved on this device first, also offline</p>
          <Button onMouseDown={keepPlace} onClick={close}>
            Cancel
          </Button>
          {another && base === undefined && (
            <Button
              disabled={isSubmitting}
              onMouseDown={keepPlace}
              onClick={() => void saveAnd('another')()}
              title="Keeps this one, and empties the form for the next"
            >
              Add another
            </Button>
          )}
          <Button type="submit" form={formId} variant="primary" busy={isSubmitting} onMouseDown={keepPlace}>
            Save
          </Button>
        </>,
      )}
    >
      <form
        ref={element}
        id={formId}
        noValidate
        onSubmit={(event) => void save(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
        className="grid gap-4"
      >
        <p role="status" className="text-14 text-secondary empty:hidden">
          {added !== null && `${added} is added. Now the next one.`}
        </p>
        {failure !== null && <Alert>Not kept: {failure}</Alert>}
        {changedFields.length > 0 && (
          <Alert tone="info">
            This {noun} changed while you were editing ({changedFields.map(fieldName).join(', ')}). Your text stays; if
            you both changed the same field, you will be asked which one to keep.
          </Alert>
        )}
        {children({ form, field })}
      </form>
    </Modal>
  );
}
