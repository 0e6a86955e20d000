import { type Conflict, conflictField, fieldName } from '@rockon/domain';
import { mergeText } from '@rockon/sync';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';

const asText = (value: Conflict['mine']): string | null => (typeof value === 'string' ? value : null);

/** The third way out of two versions of a text: both in one, to put in order before everybody gets it. */
export function MergedVersion({
  conflict,
  now,
  onKeep,
}: {
  readonly conflict: Conflict;
  /** What the record holds. */
  readonly now: Conflict['mine'];
  readonly onKeep: (text: string) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const heading = useId();
  const name = fieldName(conflictField(conflict));
  if (text === null) {
    const merge = () => setText(mergeText(asText(conflict.base), asText(conflict.mine), asText(now)).text);
    return (
      <Button variant="secondary" onClick={merge} className="w-full">
        Use both
      </Button>
    );
  }
  return (
    <section aria-labelledby={heading} className="grid gap-3 rounded-[14px] border border-control bg-bg p-4">
      <h3 id={heading} className="font-medium">
        Both in one
      </h3>
      <TextArea
        label={name}
        hint="What both versions say. Change what you like before you keep it."
        rows={8}
        value={text}
        // Whoever asked for the text wants to work on it.
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <Button variant="primary" onClick={() => onKeep(text)} className="w-full">
        Keep this text
      </Button>
    </section>
  );
}
