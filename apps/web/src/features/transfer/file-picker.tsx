import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';

/** A file by choosing or by dropping it. */
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
        A table of songs, setlists, shows or practices (CSV), or a band that RockOn exported (JSON).
        <span className="max-desk:hidden"> Drop it here, or</span>
      </p>
      <Button variant="primary" disabled={disabled} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file again, after it was mended, must be a change too.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <p className="text-13 text-muted">You see what would happen before anything is written.</p>
    </div>
  );
}
