import { itemName } from '@rockon/domain';
import type { FailedMutation } from '@rockon/sync';
import { forgetDeletes, recentDeletes } from '../session/recent-deletes.ts';
import { withdrawSteps } from '../session/undo-stack.ts';
import { dismissToast, showToast } from '../ui/toaster.tsx';
import * as messages from './messages.ts';

type Rejected = Pick<FailedMutation, 'id' | 'op' | 'label' | 'error'>;

/**
 * Withdraws what the app said of changes that the server then rejected: their Undo, the toasts that claim them, and their
 * place among the recently deleted. A rejected insert keeps its Undo, which takes the record off the list.
 */
export function withdrawRejected(rejected: readonly Rejected[]): void {
  const changes = rejected.filter(({ op }) => op !== 'insert');
  for (const toast of withdrawSteps(changes.map(({ id }) => id))) dismissToast(toast);
  forgetDeletes(changes.filter(({ op }) => op === 'delete').map(({ id }) => id));
}

const SINGLE = { delete: messages.couldNotDelete, restore: messages.couldNotRestore };
const MANY = { delete: messages.couldNotDeleteMany, restore: messages.couldNotRestoreMany };

/** Shows why records are back, or gone again. The record, the sync center and the trash say it for longer. */
export function tellRejected(rejected: readonly Rejected[]): void {
  for (const op of ['delete', 'restore'] as const) {
    const [first, ...more] = rejected.filter((each) => each.op === op);
    if (first === undefined) continue;
    const reason = first.error.message;
    const name = recentDeletes.get().find(({ key }) => key.id === first.id)?.name ?? itemName(first.label);
    const title = more.length === 0 ? SINGLE[op] : MANY[op](more.length + 1);
    showToast({
      id: `rejected/${op}`,
      title,
      detail: more.length > 0 || name === null ? reason : messages.becauseOf(name, reason),
    });
  }
}
