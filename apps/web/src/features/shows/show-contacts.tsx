import { canEdit, type Show, type ShowContact, sortedItems } from '@rockon/domain';
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { useItemActions } from '../../records/use-item-actions.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { cardClass, Section } from '../../ui/page.tsx';

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

const SAID = { added: 'Contact added', removed: 'Contact removed' };

/** Whom to call, one by one: two people who add contacts at the same time both keep theirs. */
export function ShowContacts({ show }: { readonly show: Show }) {
  const { role } = useBand();
  const mayEdit = canEdit(role);
  const actions = useItemActions('shows', show.id, 'contacts', SAID);
  /** What the form is about, and the show as it was when it opened. */
  const [open, setOpen] = useState<{ readonly contact: Contact | null; readonly base: Show } | null>(null);
  const contacts: readonly Contact[] = sortedItems<ShowContact>(show.contacts);
  if (contacts.length === 0 && !mayEdit) return null;
  return (
    <Section
      title="Contacts"
      aside={
        mayEdit && (
          <Button size="sm" onClick={() => setOpen({ contact: null, base: show })}>
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
                      onSelect: () => setOpen({ contact, base: show }),
                    },
                    ...(index > 0
                      ? [
                          {
                            kind: 'item' as const,
                            name: 'Move up',
                            icon: <ArrowUp className="size-4 text-muted" aria-hidden="true" />,
                            onSelect: () => actions.move([contact.id], 'up', contact.name),
                          },
                        ]
                      : []),
                    ...(index < contacts.length - 1
                      ? [
                          {
                            kind: 'item' as const,
                            name: 'Move down',
                            icon: <ArrowDown className="size-4 text-muted" aria-hidden="true" />,
                            onSelect: () => actions.move([contact.id], 'down', contact.name),
                          },
                        ]
                      : []),
                    {
                      kind: 'item',
                      name: 'Remove',
                      danger: true,
                      icon: <Trash2 className="size-4" aria-hidden="true" />,
                      onSelect: () => actions.remove([contact.id], contact.name),
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
          <ContactDialog
            contact={open.contact}
            save={(values, name) =>
              open.contact === null
                ? actions.keep({ ...values, name }, name)
                : actions.change(open.contact.id, values, 'Contact saved', name, open.base)
            }
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </Section>
  );
}
