import { type ConnectionFacts, deriveConnection } from '../core/connection.ts';
import type { SyncMessages } from '../protocol/messages.ts';
import type { ConnectionState } from './public-types.ts';
import type { Memory } from './tab/memory.ts';

/** The connection as the app shows it, from this tab's facts. */
export function connectionState(
  facts: ConnectionFacts,
  memory: Memory,
  tab: { readonly online: boolean; readonly leader: boolean; readonly conflicts: number },
  messages: SyncMessages,
): ConnectionState {
  return {
    ...deriveConnection(facts, tab.online, messages),
    lastSyncAt: facts.lastOkAt ?? memory.meta.lastSyncAt,
    pending: memory.waitingRecords,
    failed: memory.refused,
    conflicts: tab.conflicts,
    signInNeeded: facts.signInNeeded,
    upgradeNeeded: facts.upgradeNeeded,
    defect: facts.defect,
    leader: tab.leader,
  };
}
