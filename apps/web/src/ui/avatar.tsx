import { cx } from './cx.ts';

const SIZES = { sm: 'size-6 text-[10px]', md: 'size-8 text-12', lg: 'size-10 text-13', xl: 'size-16 text-22' } as const;

/** A picture, or initials on a color. Decorative: the name is always next to it. */
export function Avatar({
  initials,
  color,
  image,
  size = 'md',
}: {
  readonly initials: string;
  readonly color: string;
  readonly image?: string | undefined;
  readonly size?: keyof typeof SIZES;
}) {
  return (
    <span
      aria-hidden="true"
      className={cx('grid shrink-0 place-items-center overflow-hidden rounded-full font-bold', SIZES[size])}
      style={{ backgroundColor: color, color: '#0c0d11' }}
    >
      {image === undefined ? initials : <img src={image} alt="" className="size-full object-cover" />}
    </span>
  );
}

/** The band's tile: its initials on the stage light. */
export function BandTile({ initials, size = 'md' }: { readonly initials: string; readonly size?: 'sm' | 'md' | 'lg' }) {
  const sizes = {
    sm: 'size-8 rounded-lg text-12',
    md: 'size-9 rounded-[10px] text-14',
    lg: 'size-14 rounded-2xl text-22',
  };
  return (
    <span
      aria-hidden="true"
      className={cx('grid shrink-0 place-items-center font-extrabold tracking-tight', sizes[size])}
      style={{ background: 'linear-gradient(135deg, #ff7ab6, #a26bff)', color: '#1d0611' }}
    >
      {initials}
    </span>
  );
}
