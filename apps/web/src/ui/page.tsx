import { type ReactNode, useEffect } from 'react';
import { cx } from './cx.ts';
import * as messages from './messages.ts';

/** Sets the document's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = messages.pageTitle(title);
  }, [title]);
}

/** The page's title, a line of facts, and its actions. */
export function PageHeader({
  title,
  facts,
  actions,
}: {
  readonly title: string;
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
}) {
  useTitle(title);
  return (
    <header className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-2">
      <div className="flex grow basis-[min-content] flex-wrap items-baseline gap-x-4">
        <h1 className="text-22 font-bold tracking-[-0.02em] desk:text-28">{title}</h1>
        {facts !== undefined && <p className="text-13 text-muted">{facts}</p>}
      </div>
      {actions !== undefined && <div className="ml-auto flex flex-wrap gap-2.5">{actions}</div>}
    </header>
  );
}

export function Page({ children, narrow = false }: { readonly children: ReactNode; readonly narrow?: boolean }) {
  return (
    <div
      className={cx(
        'mx-auto flex w-full flex-col gap-4 px-4 pt-4 pb-8 desk:gap-5 desk:px-8 desk:pt-6 desk:pb-12',
        narrow ? 'max-w-3xl' : 'max-w-[1240px] min-[1600px]:max-w-[1560px]',
      )}
    >
      {children}
    </div>
  );
}

/** A titled block of a page. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <section className={cx('grid grid-cols-[minmax(0,1fr)] content-start gap-2.5', className)}>
      <div className="flex items-baseline gap-3">
        <h2 className="text-14 font-semibold text-secondary">{title}</h2>
        {aside !== undefined && <div className="ml-auto text-13 text-muted">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

export const cardClass = 'rounded-[14px] border border-hairline bg-surface';
