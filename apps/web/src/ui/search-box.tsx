import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import * as messages from './messages.ts';

/** The search of a list: `/` focuses it, Escape clears it. */
export function SearchBox({
  label,
  placeholder,
  value,
  onSearch,
  onEnter,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** Called with the input when Enter is pressed. */
  readonly onEnter?: (box: HTMLInputElement) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== '/' || target?.closest('input, textarea, select, [role="dialog"]') !== null) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="relative w-full desk:max-w-[420px] desk:flex-1 desk:basis-72">
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-[18px] -translate-y-1/2 text-muted"
        aria-hidden="true"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          // Enter that ends an input method's composition is not meant for the list.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.(event.currentTarget);
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onSearch('');
          }
        }}
        className="h-10 w-full rounded-[10px] border border-hairline bg-surface pr-11 pl-10 text-16 hover:border-control desk:text-14 touch:h-11 [&::-webkit-search-cancel-button]:hidden"
      />
      {value === '' ? (
        <span
          aria-hidden="true"
          className="absolute top-1/2 right-3 hidden -translate-y-1/2 rounded-[5px] border border-hairline px-1.5 font-sans text-12 leading-[18px] font-semibold text-muted desk:block touch:hidden!"
        >
          /
        </span>
      ) : (
        <button
          type="button"
          aria-label={messages.clearSearch}
          onClick={() => {
            onSearch('');
            input.current?.focus();
          }}
          className="absolute top-0 right-0 grid h-full w-11 place-items-center text-muted hover:text-text"
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
