export const rowClass =
  'relative flex min-h-[3.25rem] items-center gap-3 border-t border-hairline px-4 py-2 first:border-t-0 hover:bg-raised/50';
export const linkClass =
  'after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent';
