/** Followers ask this often, and a leader that leaves this many questions in a row unanswered counts as frozen. */
const ASK_EVERY_MS = 1_500;
const UNANSWERED = 2;

/**
 * How followers notice that the leader sleeps with the lock in its hand: a frozen tab keeps its locks.
 *
 * They ask and it answers, instead of it telling in intervals: the timers of a hidden tab are slowed down to one a
 * minute, so a healthy leader in the background would look frozen, but messages reach it at once. A follower counts its
 * own questions, not time, so that one that was frozen itself does not wake up and blame the leader.
 */
export class LeaderPulse {
  readonly #channel: BroadcastChannel;
  #leading = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unanswered = 0;

  constructor(name: string) {
    this.#channel = new BroadcastChannel(`${name}/leader`);
    this.#channel.onmessage = ({ data }) => {
      if (data === 'anybody?' && this.#leading) this.#channel.postMessage('I am');
      if (data === 'I am') this.#unanswered = 0;
    };
  }

  /** Answers for as long as this tab leads. */
  lead(): void {
    this.rest();
    this.#leading = true;
    // Whoever else was about to take over hears that it is done.
    this.#channel.postMessage('I am');
  }

  /** Asks, and calls back once when nobody has answered for too long. */
  watch(onSilence: () => void): void {
    this.rest();
    const ask = () => {
      if (this.#unanswered >= UNANSWERED) {
        this.rest();
        onSilence();
        return;
      }
      this.#unanswered += 1;
      this.#channel.postMessage('anybody?');
    };
    this.#timer = setInterval(ask, ASK_EVERY_MS);
    ask();
  }

  rest(): void {
    clearInterval(this.#timer);
    this.#unanswered = 0;
    this.#leading = false;
  }

  close(): void {
    this.rest();
    this.#channel.close();
  }
}
