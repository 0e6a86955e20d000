import { CalendarClock, ListMusic, MicVocal, SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';

const NOUNS = {
  setlists: {
    title: 'Setlists',
    icon: ListMusic,
    text: 'Put songs in order, with breaks, running times and a key for the night. This part of RockOn is being built.',
  },
  shows: {
    title: 'Shows',
    icon: MicVocal,
    text: 'Where and when you play, from load-in to the last song. This part of RockOn is being built.',
  },
  practices: {
    title: 'Practices',
    icon: CalendarClock,
    text: 'What to rehearse, what to tick off, what was decided. This part of RockOn is being built.',
  },
} as const;

/** An honest page for what does not exist yet, and (noun null) for an address that leads nowhere. */
export function ComingPage({ noun }: { readonly noun: keyof typeof NOUNS | null }) {
  if (noun === null) {
    return (
      <Page>
        <EmptyState
          icon={<SearchX aria-hidden="true" />}
          title="There is nothing at this address"
          actions={
            <Link to="/" className={buttonClass('primary')}>
              To the start
            </Link>
          }
        />
      </Page>
    );
  }
  const { title, icon: Icon, text } = NOUNS[noun];
  return (
    <Page>
      <PageHeader title={title} />
      <EmptyState icon={<Icon aria-hidden="true" />} title={`${title} are on their way`}>
        {text}
      </EmptyState>
    </Page>
  );
}
