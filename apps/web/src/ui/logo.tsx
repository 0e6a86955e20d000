/** A plectrum with three bars of a level meter cut out of it. */
export function LogoMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" className={className}>
      <path
        fill="var(--accent)"
        d="M32 4c12.6 0 22.8 3.4 25.4 10.4 3.4 9.3-11.6 36.3-20 43.6a8.2 8.2 0 0 1-10.8 0C18.2 50.7 3.2 23.7 6.6 14.4 9.2 7.4 19.4 4 32 4Z"
      />
      <path stroke="var(--on-accent)" strokeWidth="5" strokeLinecap="round" d="M21 20v10M32 15v26M43 20v10" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 text-22 font-extrabold tracking-[-0.03em]">
      <LogoMark className="size-8" />
      RockOn
    </span>
  );
}
