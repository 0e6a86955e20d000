import type { bandSchema } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { History } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import type { RecordKey } from '../../session/engine.ts';
import { Button } from '../../ui/button.tsx';
import * as messages from './messages.tsx';

const HistoryPanel = lazy(() => import('./history-panel.tsx').then((m) => ({ default: m.HistoryPanel })));

/** The button that opens a record's history. Nothing is loaded or requested before that. */
export function HistorySection(props: {
  readonly recordKey: RecordKey & { readonly table: keyof typeof bandSchema.tables };
  readonly current: Row;
}) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <section className="grid gap-3">
      <Button
        size="sm"
        className="justify-self-start"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        <History className="size-4" aria-hidden="true" />
        {messages.history}
      </Button>
      <div id={panel}>
        {open && (
          <Suspense fallback={null}>
            <HistoryPanel {...props} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
