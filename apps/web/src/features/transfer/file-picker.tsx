import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import * as messages from './messages.ts';

/** Takes a file by button or by drag and drop. */
export function FilePicker({
  disabled,
  onFile,
}: {
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the button
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined && !disabled) onFile(file);
      }}
      className={cx(
        'grid justify-items-center gap-3 rounded-[14px] border border-dashed px-6 py-8 text-center transition-colors',
        over ? 'border-accent bg-raised' : 'border-control bg-surface',
      )}
    >
      <FileUp className="size-7 text-muted" aria-hidden="true" />
      <p className="text-14 text-secondary">
        {messages.fileHint}
        <span className="max-desk:hidden"> {messages.dropHint}</span>
      </p>
      <Button variant="primary" disabled={disabled} onClick={() => input.current?.click()}>
        {messages.chooseFile}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        aria-label={messages.fileLabel}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // Reset, so that choosing the same file again after a correction fires a change event.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <p className="text-13 text-muted">{messages.previewHint}</p>
    </div>
  );
}
