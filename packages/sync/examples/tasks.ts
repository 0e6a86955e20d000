import { type Row, SyncEngine, type SyncEngineOptions, type SyncSchema } from '@rockon/sync';

type Task = { readonly title: string; readonly done: boolean | null };

/** Row and settable values of each table. With these, a wrong table, field or value does not compile. */
type TaskTables = {
  readonly memberships: {
    readonly row: Row & { readonly teamId: string };
    readonly values: { readonly teamId: string };
  };
  readonly tasks: { readonly row: Row & Task; readonly values: Task };
};

/** The tables, and how the engine learns which teams the user belongs to. */
export const schema: SyncSchema<TaskTables> = {
  tables: {
    memberships: { fields: ['teamId'] },
    tasks: { fields: ['title', 'done'], defaults: { done: false } },
  },
  userTables: ['memberships'],
  scopeTables: ['tasks'],
  scopes: (read, userId) => [...read(userId, 'memberships')].map(({ teamId }) => String(teamId)),
};

/** Adds a task and completes it. Each call shows at once and resolves when it is durable on this device. */
export async function addAndComplete(parts: SyncEngineOptions<TaskTables>, team: string, title: string) {
  const engine = new SyncEngine(parts);
  await engine.start();
  const tasks = engine.query({ scope: team, table: 'tasks' });
  const stop = tasks.subscribe(() => {
    document.title = `${tasks.get().rows.length} tasks`;
  });

  const id = await engine.repository.insert(team, 'tasks', { title });
  await engine.repository.update({ scope: team, table: 'tasks', id }, { done: true });
  const status = engine.status({ scope: team, table: 'tasks', id }).get();
  return { status, stop };
}
