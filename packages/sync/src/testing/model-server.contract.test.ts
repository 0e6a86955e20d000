import { describe, test } from 'vitest';
import { ModelRealtime, ModelRemote } from './model-remote.ts';
import { ModelServer } from './model-server.ts';
import { realtimeContract } from './realtime-contract.ts';
import { remoteRepositoryContract } from './remote-repository-contract.ts';
import { type ServerHarness, SONGS } from './server-harness.ts';

function modelHarness(): ServerHarness {
  const server = new ModelServer({ user: ['memberships'], scope: ['memberships', SONGS] });
  return {
    async person() {
      const userId = crypto.randomUUID();
      server.addUser(userId);
      return { userId, remote: new ModelRemote(server, userId), realtime: new ModelRealtime(server, userId) };
    },
    async scope(members) {
      const id = crypto.randomUUID();
      server.addScope(
        id,
        members.map(({ userId }) => userId),
      );
      return id;
    },
  };
}

describe('the model server as RemoteRepository', () => {
  remoteRepositoryContract((title, run) => test(title, () => run(modelHarness())));
});

describe('the model server as Realtime', () => {
  realtimeContract((title, run) => test(title, () => run(modelHarness())));
});
