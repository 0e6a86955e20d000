import { canEdit, inOrder, moveTo, type Show, type ShowContact } from '@rockon/domain';
import type { Json, PathValues } from '@rockon/sync';
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { newItemId } from '../../platform/item-ids.ts';
import { notDone } from '../../platform/undo.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { useChangeShow } from './use-show-actions.ts';

const ContactDialog = lazy(() => import('./contact-dialog.tsx').then((m) => ({ default: m.ContactDialog })));

type Contact = ShowContact & { readonly id: string };

/** Only what can be dialled: a number from a bandmate must not become another kind of link. */
const dialled = (phone: string) => phone.replace(/[^\d+*#]/g, '');

function Lines({ contact }: { readonly contact: Contact }) {
  const { phone, email } = contact;
  return (
    <p className="flex flex-wrap gap-x-4 text-14">
      {phone !== undefined &&
        (dialled(phone) === '' ? (
          <span>{phone}</span>
        ) : (
          <a href={`tel:${dialled(phone)}`} className="rounded underline decoration-control underline-offset-3">
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

/** Whom to call, one by one: two people who add contacts at the same time both keep theirs. */
export function ShowContacts({ show }: { readonly show: Show }) {
  const { role } = useBand();
  const mayEdit = canEdit(role);
  const change = useChangeShow();
  const [open, setOpen] = useState<Contact | 'new' | null>(null);
  const contacts: readonly Contact[] = inOrder<ShowContact>(show.contacts);
  const move = (contact: Contact, by: 1 | -1) => {
    const at = contacts.indexOf(contact);
    const keys = moveTo(contacts, [contact.id], at + by);
    const set = Object.fromEntries(Object.entries(keys).map(([id, order]) => [`contacts/${id}/order`, order]));
    void change(show, 'Contact moved', set).catch(notDone);
  };
  const save = async (values: Readonly<Record<string, string | null>>) => {
    if (open === 'new') {
      const id = newItemId();
      const order = moveTo(contacts, [id], contacts.length)[id] ?? 'a0';
      const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
      await change(show, 'Contact added', { [`contacts/${id}`]: { ...known, order } as Json });
      return;
    }
    if (open === null) return;
    const set: Record<string, Json> = {};
    for (const [name, value] of Object.entries(values)) {
      if (value !== (open[name as keyof ShowContact] ?? null)) set[`contacts/${open.id}/${name}`] = value;
    }
    if (Object.keys(set).length > 0) await change(show, 'Contact saved', set as PathValues);
  };
  if (contacts.length === 0 && !mayEdit) return null;
  return (
    <Section
      title="Contacts"
      aside={
        mayEdit && (
          <Button size="sm" onClick={() => setOpen('new')}>
            <Plus className="size-4" aria-hidden="true" />
            Add contact
          </Button>
        )
      }
    >
      {contacts.length > 0 && (
        <ul className={`${cardClass} overflow-clip`} aria-label="Contacts">
          {contacts.map((contact, index) => (
            <li
              key={contact.id}
              className="flex items-start gap-3 border-t border-hairline py-3 pr-1.5 pl-4 first:border-t-0"
            >
              <div className="grid min-w-0 flex-1 gap-0.5">
                <p className="wrap-anywhere">
                  <span className="font-semibold">{contact.name}</span>
                  {contact.role !== undefined && <span className="ml-2 text-13 text-muted">{contact.role}</span>}
                </p>
                <Lines contact={contact} />
                {contact.note !== undefined && (
                  <p className="text-13 whitespace-pre-wrap text-secondary">{contact.note}</p>
                )}
              </div>
              {mayEdit && (
                <Menu
                  trigger={(props) => (
                    <IconButton label={`More for ${contact.name}`} {...props}>
                      <Ellipsis className="size-5" aria-hidden="true" />
                    </IconButton>
                  )}
                  entries={[
                    {
                      kind: 'item',
                      name: 'Edit contact',
                      icon: <Pencil className="size-4 text-muted" aria-hidden="true" />,
                      onSelect: () => setOpen(contact),
                    },
                    ...(index > 0
                      ? [
                          {
                            kind: 'item' as const,
                            name: 'Move up',
                            icon: <ArrowUp className="size-4 text-muted" aria-hidden="true" />,
                            onSelect: () => move(contact, -1),
                          },
                        ]
                      : []),
                    ...(index < contacts.length - 1
                      ? [
                          {
                            kind: 'item' as const,
                            name: 'Move down',
                            icon: <ArrowDown className="size-4 text-muted" aria-hidden="true" />,
                            onSelect: () => move(contact, 1),
                          },
                        ]
                      : []),
                    {
                      kind: 'item',
                      name: 'Remove',
                      danger: true,
                      icon: <Trash2 className="size-4" aria-hidden="true" />,
                      onSelect: () =>
                        void change(show, `${contact.name} removed`, { [`contacts/${contact.id}`]: null }).catch(
                          notDone,
                        ),
                    },
                  ]}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {open !== null && (
          <ContactDialog contact={open === 'new' ? null : open} save={save} onClose={() => setOpen(null)} />
        )}
      </Suspense>
    </Section>
  );
}
