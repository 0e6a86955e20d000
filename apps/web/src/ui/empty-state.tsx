import type { ReactNode } from 'react';

/** Why a page or list is empty, and what to do about it. */
export function EmptyState({
  icon,
  title,
  whole = false,
  children,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  /** It is the whole page, so its title is the page's heading. */
  readonly whole?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const Title = whole ? 'h1' : 'h2';
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-4 py-14 text-center">
      <div className="mb-1 grid size-16 place-items-center rounded-[20px] border border-hairline bg-surface text-muted [&>svg]:size-7">
        {icon}
      </div>
      <Title className="text-18 font-semibold">{title}</Title>
      {children !== undefined && <div className="text-14 text-secondary">{children}</div>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}
