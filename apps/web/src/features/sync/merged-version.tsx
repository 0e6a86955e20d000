import { type Conflict, conflictField, fieldName } from '@rockon/domain';
import { mergeText } from '@rockon/sync';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import * as messages from './messages.ts';

const asText = (value: Conflict['mine']): string | null => (typeof value === 'string' ? value : null);

/** The third choice between two versions of a text: merge both and edit the result before everyone gets it. */
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
        {messages.useBoth}
      </Button>
    );
  }
  return (
    <section aria-labelledby={heading} className="grid gap-3 rounded-[14px] border border-control bg-bg p-4">
      <h3 id={heading} className="font-medium">
        {messages.combined}
      </h3>
      <TextArea
        label={name}
        hint={messages.combinedHint}
        rows={8}
        value={text}
        // Whoever asked for the text wants to work on it.
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <Button variant="primary" onClick={() => onKeep(text)} className="w-full">
        {messages.keepText}
      </Button>
    </section>
  );
}
