import { useEngine } from '@rockon/sync-react';
import { ClipboardCopy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAccount } from '../../session/session-context.tsx';
import { syncLogOf } from '../../session/sync-logs.ts';
import { lastWeek, weekInWords } from '../../session/sync-week.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { diagnostics } from './diagnostics.ts';
import * as messages from './messages.ts';

/** How syncing went in the last seven days, and diagnostics to hand to somebody who helps. */
export function SyncReport() {
  const engine = useEngine();
  const [words, setWords] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let here = true;
    syncLogOf(engine)
      .hours()
      .then(
        (hours) => here && setWords(weekInWords(lastWeek(hours, Date.now()))),
        () => here && setWords([messages.weekUnreadable]),
      );
    return () => {
      here = false;
    };
  }, [engine]);
  return (
    <Section title={messages.weekTitle}>
      <div className="grid gap-3">
        <p className="text-14 text-secondary" data-sync-week="">
          {words === null ? messages.loading : words.join(' ')}
        </p>
        <CopyDiagnostics />
      </div>
    </Section>
  );
}

function CopyDiagnostics() {
  const engine = useEngine();
  const { identity } = useAccount();
  const [state, setState] = useState<'ready' | 'copied' | { readonly failed: string }>('ready');
  // Some browsers forbid writing to the clipboard: then the text is shown to be copied by hand.
  const copy = async () => {
    const text = await diagnostics(engine, identity.userId).catch(() => null);
    if (text === null) return setState({ failed: '' });
    setState(
      await navigator.clipboard.writeText(text).then(
        () => 'copied' as const,
        () => ({ failed: text }),
      ),
    );
  };
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">{messages.diagnosticsText}</p>
        <Button size="sm" onClick={() => void copy()}>
          <ClipboardCopy className="size-4" aria-hidden="true" />
          {messages.copyDiagnostics}
        </Button>
      </div>
      <p role="status" className="text-13 text-secondary empty:hidden">
        {state === 'copied' && messages.copied}
        {typeof state === 'object' && (state.failed === '' ? messages.diagnosticsFailed : messages.copyByHand)}
      </p>
      {typeof state === 'object' && state.failed !== '' && (
        <textarea
          readOnly
          aria-label={messages.diagnostics}
          rows={6}
          value={state.failed}
          className="w-full rounded-lg border border-control bg-bg p-2 font-mono text-12"
        />
      )}
    </div>
  );
}
