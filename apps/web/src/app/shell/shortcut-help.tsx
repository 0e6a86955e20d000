import { Modal } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page.tsx';
import * as messages from '../messages.ts';
import { SHORTCUTS } from './shortcut-list.ts';

/** All keyboard shortcuts on one sheet. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal title={messages.shortcuts} size="lg" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: nothing else in it takes the focus, and on a small screen it has to be scrolled by keys */}
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2" tabIndex={0}>
        {SHORTCUTS.map(({ title, lines }) => (
          <Section key={title} title={title}>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 text-14">
              {lines.map(([keys, what]) => (
                <div key={keys} className="contents">
                  <dt className="flex gap-1">
                    {keys.split(' ').map((key) => (
                      <kbd
                        key={key}
                        className="min-w-7 rounded-md border border-control bg-bg px-1.5 text-center font-sans text-12 leading-6 font-semibold"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dt>
                  <dd className="text-secondary">{what}</dd>
                </div>
              ))}
            </dl>
          </Section>
        ))}
      </div>
    </Modal>
  );
}
