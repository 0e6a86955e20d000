import type { TabChannel } from '../ports/environment.ts';
import { assertEqual, type DefineCase } from './contract.ts';

export interface TabChannelHarness {
  /** The channel as one tab sees it; each call is another tab. */
  tab(): TabChannel;
}

/** Collects the messages of a tab; `until` resolves once it has received that many. */
function listen(tab: TabChannel) {
  const heard: unknown[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  const end = tab.subscribe((message) => {
    heard.push(message);
    for (const { count, done } of waiting) if (heard.length >= count) done();
  });
  const until = (count: number) =>
    new Promise<void>((done) => {
      if (heard.length >= count) done();
      else waiting.push({ count, done });
    });
  return { heard, until, end };
}

/** The contract of TabChannel; see the port. */
export function tabChannelContract(test: DefineCase<TabChannelHarness>): void {
  test('[T3] the other tabs receive a message whole and in order, the sender does not', async ({ tab }) => {
    const [sender, ...others] = [tab(), tab(), tab()];
    const ears = others.map(listen);
    const own = listen(sender);
    const messages = [{ commit: 1, rows: [{ title: 'Ärger', at: null }] }, { commit: 2 }, 'bye'];
    for (const message of messages) sender.post(message);
    await Promise.all(ears.map(({ until }) => until(3)));
    for (const { heard } of ears) assertEqual(heard, messages);
    assertEqual(own.heard, []);
    for (const each of [sender, ...others]) each.close();
  });

  test('[T3] a tab that stopped listening or closed receives nothing more', async ({ tab }) => {
    const [sender, stopped, closed, witness] = [tab(), tab(), tab(), tab()];
    const [stoppedEar, closedEar, witnessEar] = [listen(stopped), listen(closed), listen(witness)];
    sender.post(1);
    await Promise.all([stoppedEar.until(1), closedEar.until(1), witnessEar.until(1)]);
    stoppedEar.end();
    closed.close();
    sender.post(2);
    await witnessEar.until(2);
    assertEqual([stoppedEar.heard, closedEar.heard, witnessEar.heard], [[1], [1], [1, 2]]);
    for (const each of [sender, stopped, witness]) each.close();
  });
}
