import { canEdit, type Show, type ShowContact, sortedItems } from '@rockon/domain';
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { type ItemActions, useItemActions } from '../../records/use-item-actions.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import * as common from '../../ui/messages.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import * as messages from './messages.ts';

const ContactDialog = lazy(() => import('./contact-dialog.tsx').then((m) => ({ default: m.ContactDialog })));

type Contact = ShowContact & { readonly id: string };

/** Only digits and dialing characters, so that a phone number cannot become another kind of link. */
const dialable = (phone: string) => phone.replace(/[^\d+*#]/g, '');

function Lines({ contact }: { readonly contact: Contact }) {
  const { phone, email } = contact;
  return (
    <p className="flex flex-wrap gap-x-4 text-14">
      {phone !== undefined &&
        (dialable(phone) === '' ? (
          <span>{phone}</span>
        ) : (
          <a href={`tel:${dialable(phone)}`} className="rounded underline decoration-control underline-offset-3">
            {phone}
          </a>
        ))}
      {email !== undefined &&
        (/^[^\s@?&]+@[^\s@?&]+$/.test(email) ? (
          <a href={`mailto:${email}`} className="rounded underline decoration-control underline-offset-3 wrap-anywhere">
            {email}
          </a>
        ) : (
          <span className="wrap-anywhere">{email}</span>
        ))}
    </p>
  );
}

const SAID = { added: messages.contactAdded, removed: messages.contactRemoved };

function entriesOf(
  contact: Contact,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
  actions: ItemActions<ShowContact>,
  edit: () => void,
): readonly MenuEntry[] {
  const up: MenuEntry = {
    kind: 'item',
    name: messages.moveUp,
    icon: <ArrowUp className="size-4 text-muted" aria-hidden="true" />,
    onSelect: () => actions.move([contact.id], 'up', contact.name),
  };
  const down: MenuEntry = {
    kind: 'item',
    name: messages.moveDown,
    icon: <ArrowDown className="size-4 text-muted" aria-hidden="true" />,
    onSelect: () => actions.move([contact.id], 'down', contact.name),
  };
  return [
    {
      kind: 'item',
      name: messages.editContact,
      icon: <Pencil className="size-4 text-muted" aria-hidden="true" />,
      onSelect: edit,
    },
    ...(isFirst ? [] : [up]),
    ...(isLast ? [] : [down]),
    {
      kind: 'item',
      name: common.remove,
      danger: true,
      icon: <Trash2 className="size-4" aria-hidden="true" />,
      onSelect: () => actions.remove([contact.id], contact.name),
    },
  ];
}

function ContactRow({
  contact,
  entries,
}: {
  readonly contact: Contact;
  readonly entries: readonly MenuEntry[] | null;
}) {
  return (
    <li className="flex items-start gap-3 border-t border-hairline py-3 pr-1.5 pl-4 first:border-t-0">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="wrap-anywhere">
          <span className="font-semibold">{contact.name}</span>
          {contact.role !== undefined && <span className="ml-2 text-13 text-muted">{contact.role}</span>}
        </p>
        <Lines contact={contact} />
        {contact.note !== undefined && <p className="text-13 whitespace-pre-wrap text-secondary">{contact.note}</p>}
      </div>
      {entries !== null && (
        <Menu
          trigger={(props) => (
            <IconButton label={messages.moreFor(contact.name)} {...props}>
              <Ellipsis className="size-5" aria-hidden="true" />
            </IconButton>
          )}
          entries={entries}
        />
      )}
    </li>
  );
}

/** The contacts of a show, added and edited one by one: two people who add one at the same time both keep theirs. */
export function ShowContacts({ show }: { readonly show: Show }) {
  const { role } = useBand();
  const mayEdit = canEdit(role);
  const actions = useItemActions('shows', show.id, 'contacts', SAID);
  /** The contact in the form, null for a new one, and the show as it was when the form opened. */
  const [open, setOpen] = useState<{ readonly contact: Contact | null; readonly base: Show } | null>(null);
  const contacts: readonly Contact[] = sortedItems<ShowContact>(show.contacts);
  if (contacts.length === 0 && !mayEdit) return null;
  return (
    <Section
      title={messages.contacts}
      aside={
        mayEdit && (
          <Button size="sm" onClick={() => setOpen({ contact: null, base: show })}>
            <Plus className="size-4" aria-hidden="true" />
            {messages.addContact}
          </Button>
        )
      }
    >
      {contacts.length > 0 && (
        <ul className={`${cardClass} overflow-clip`} aria-label={messages.contacts}>
          {contacts.map((contact, index) => {
            const place = { isFirst: index === 0, isLast: index === contacts.length - 1 };
            const edit = () => setOpen({ contact, base: show });
            return (
              <ContactRow
                key={contact.id}
                contact={contact}
                entries={mayEdit ? entriesOf(contact, place, actions, edit) : null}
              />
            );
          })}
        </ul>
      )}
      <Suspense fallback={null}>
        {open !== null && (
          <ContactDialog
            contact={open.contact}
            save={(values, name) =>
              open.contact === null
                ? actions.keep({ ...values, name }, name)
                : actions.change(open.contact.id, values, messages.contactUpdated, name, open.base)
            }
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </Section>
  );
}
