import type { ChannelStatus, Realtime } from '../ports/realtime.ts';
import type { ChangesMessage, HeadMessage } from '../protocol/pull.ts';
import { assertEqual, type DefineCase } from './contract.ts';
import { Device, type Person, pullScope, type ServerHarness } from './server-harness.ts';

/**
 * Collects the events of one channel, in order; `until` waits for more.
 *
 * @param after leaves out announcements of changes up to this seq: those from before the join may still arrive, such as the
 *   one of the scope's own creation, and did on a busy machine
 */
export function listenTo(realtime: Realtime, topic: string, after = 0) {
  const statuses: ChannelStatus[] = [];
  const changes: ChangesMessage[] = [];
  const heads: HeadMessage[] = [];
  const waiting = new Set<() => void>();
  const hear =
    <T>(list: T[]) =>
    (message: T) => {
      list.push(message);
      for (const check of [...waiting]) check();
    };
  const [onChanges, onHead] = [hear(changes), hear(heads)];
  const leave = realtime.open(topic, {
    onStatus: hear(statuses),
    onChanges: (message) => (message.changes.at(-1)?.seq ?? 0) > after && onChanges(message),
    onHead: (message) => message.seq > after && onHead(message),
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!holds()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const joined = (times = 1) => until(() => statuses.filter((status) => status === 'joined').length >= times);
  return { statuses, changes, heads, leave, until, joined };
}

/** Listens to a scope as this person, from now on. */
async function listenFromNow(person: Person, scope: string) {
  const { topic, head } = await pullScope(person, scope, null);
  return listenTo(person.realtime, topic, head);
}

/** The contract of Realtime; see the port. */
export function realtimeContract(test: DefineCase<ServerHarness>): void {
  test('[R1] after the join every change is received, with who made it', async ({ person, scope }) => {
    const [ann, bob] = [await person(), await person()];
    const band = await scope([ann, bob]);
    const ear = await listenFromNow(bob, band);
    await ear.joined();
    const device = new Device(ann);
    const insert = device.insert(band, { title: 'Heard', durationSeconds: 100 });
    await device.push([insert]);
    await ear.until(() => ear.changes.length === 1);
    const [message] = ear.changes;
    assertEqual([message?.scope, message?.changes.length], [band, 1]);
    const [change] = message?.changes ?? [];
    assertEqual(
      [change?.id, change?.client, change?.mutation, change?.by],
      [insert.record, device.client, insert.id, ann.userId],
    );
    assertEqual([change?.row?.title, change?.row?.durationSeconds], ['Heard', 100]);
    ear.leave();
  });

  test('[R2] for many changes at once only the head is sent', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const ear = await listenFromNow(ann, band);
    await ear.joined();
    const device = new Device(ann);
    await device.push(Array.from({ length: 30 }, (_, index) => device.insert(band, { title: `Song ${index}` })));
    await ear.until(() => ear.heads.length === 1);
    const { head } = await pullScope(ann, band, null);
    assertEqual([ear.heads, ear.changes], [[{ scope: band, seq: head }], []]);
    ear.leave();
  });

  test('[R1] topics do not mix, and a left one is silent and can be opened again', async ({ person, scope }) => {
    const ann = await person();
    const [one, two] = [await scope([ann]), await scope([ann])];
    const [left, stays] = [await listenFromNow(ann, one), await listenFromNow(ann, two)];
    await Promise.all([left.joined(), stays.joined()]);
    left.leave();
    const device = new Device(ann);
    await device.push([device.insert(one, { title: 'Not heard' })]);
    await device.push([device.insert(two, { title: 'Heard' })]);
    await stays.until(() => stays.changes.length === 1);
    assertEqual([left.changes, left.heads, stays.changes[0]?.scope], [[], [], two]);
    const again = await listenFromNow(ann, one);
    await again.joined();
    await device.push([device.insert(one, { title: 'Heard again' })]);
    await again.until(() => again.changes.length === 1);
    for (const ear of [again, stays]) ear.leave();
  });

  test("[X1] another person's topic is refused and silent", async ({ person, scope }) => {
    const [ann, bob] = [await person(), await person()];
    const band = await scope([ann]);
    const { topic } = await pullScope(ann, band, null);
    const [stranger, member] = [listenTo(bob.realtime, topic), await listenFromNow(ann, band)];
    await Promise.all([stranger.until(() => stranger.statuses.includes('refused')), member.joined()]);
    const device = new Device(ann);
    await device.push([device.insert(band, { title: 'Secret' })]);
    await member.until(() => member.changes.length === 1);
    assertEqual([stranger.changes, stranger.heads, stranger.statuses.includes('joined')], [[], [], false]);
    stranger.leave();
    member.leave();
  });

  test('[R1] after disconnecting nothing is received, and topics can be opened again', async ({ person, scope }) => {
    const [ann, bob] = [await person(), await person()];
    const band = await scope([ann, bob]);
    const [before, witness] = [await listenFromNow(ann, band), await listenFromNow(bob, band)];
    await Promise.all([before.joined(), witness.joined()]);
    ann.realtime.disconnect();
    const device = new Device(bob);
    await device.push([device.insert(band, { title: 'Not heard' })]);
    await witness.until(() => witness.changes.length === 1);
    const after = await listenFromNow(ann, band);
    await after.joined();
    await device.push([device.insert(band, { title: 'Heard' })]);
    await after.until(() => after.changes.length === 1);
    assertEqual([before.changes, after.changes[0]?.changes[0]?.row?.title], [[], 'Heard']);
    after.leave();
    witness.leave();
  });
}
