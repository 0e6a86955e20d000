import { canEdit } from '@rockon/domain';
import { useLive } from '@rockon/sync-react';
import { ArrowLeftRight, LogOut, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { chooseTheme, THEMES, theme } from '../../lib/theme.ts';
import { useAccount } from '../../session/session-context.tsx';
import { StorageFacts } from '../../session/storage-facts.tsx';
import { useSignOut } from '../../session/use-sign-out.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { DeleteBand, RenameBand } from './band-settings.tsx';
import { ChangeEmail } from './change-email.tsx';
import { ChangePassword } from './change-password.tsx';
import { InstallApp } from './install-app.tsx';
import { LeaveBand } from './leave-band.tsx';
import * as messages from './messages.ts';
import { ProfileForm } from './profile-form.tsx';

function ThemeChoice() {
  const chosen = useLive(theme);
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{messages.theme}</legend>
      {THEMES.map((each) => (
        <label
          key={each}
          className={cx(
            'flex h-10 items-center gap-2.5 rounded-[10px] border px-4 text-14 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent touch:h-11',
            chosen === each
              ? 'border-control bg-raised font-medium'
              : 'border-hairline text-secondary hover:border-control',
          )}
        >
          <input
            type="radio"
            name="theme"
            value={each}
            checked={chosen === each}
            onChange={() => chooseTheme(each)}
            className="size-4 accent-(--accent)"
          />
          {messages.THEMES[each]}
        </label>
      ))}
    </fieldset>
  );
}

function SignOut() {
  const { identity } = useAccount();
  const { signOut, question } = useSignOut();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">{messages.signOutText(identity.email)}</p>
      <Button onClick={signOut}>
        <LogOut className="size-4" aria-hidden="true" />
        {messages.signOut}
      </Button>
      {question}
    </div>
  );
}

export function SettingsPage() {
  const { role } = useBand();
  return (
    <Page narrow>
      <PageHeader title={messages.title} />
      <div className="grid gap-7">
        <Section title={messages.profile}>
          <div className={cx(cardClass, 'p-5')}>
            <ProfileForm />
          </div>
        </Section>
        <Section title={messages.theme}>
          <div className={cx(cardClass, 'p-5')}>
            <ThemeChoice />
          </div>
        </Section>
        <Section title={messages.onThisDevice}>
          <div className={cx(cardClass, 'p-5')}>
            <StorageFacts />
            <InstallApp />
          </div>
        </Section>
        <Section title={messages.transfer}>
          <div className={cx(cardClass, 'flex flex-wrap items-center justify-between gap-4 p-5')}>
            <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">
              {canEdit(role) ? messages.transferText : messages.exportText}
            </p>
            <Link to="/transfer" className={buttonClass()}>
              <ArrowLeftRight className="size-4" aria-hidden="true" />
              {messages.transfer}
            </Link>
          </div>
        </Section>
        <Section title={messages.trash}>
          <div className={cx(cardClass, 'flex flex-wrap items-center justify-between gap-4 p-5')}>
            <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">{messages.trashText}</p>
            <Link to="/trash" className={buttonClass()}>
              <Trash2 className="size-4" aria-hidden="true" />
              {messages.openTrash}
            </Link>
          </div>
        </Section>
        <Section title={messages.band}>
          <div className={cx(cardClass, 'grid gap-5 p-5')}>
            <RenameBand />
            <LeaveBand />
            <DeleteBand />
          </div>
        </Section>
        <Section title={messages.account}>
          <div className={cx(cardClass, 'grid gap-5 p-5')}>
            <ChangeEmail />
            <ChangePassword />
            <SignOut />
          </div>
        </Section>
      </div>
    </Page>
  );
}
