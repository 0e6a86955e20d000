/** Interval of the followers' pings. A leader that misses UNANSWERED pings in a row counts as frozen. */
const ASK_EVERY_MS = 1_500;
const UNANSWERED = 2;

/**
 * Detects a frozen leader that still holds the Web Lock. Followers ping and the leader answers. A heartbeat by timer
 * would not do: browsers slow the timers of a hidden tab down to one a minute, so a healthy leader in the background
 * would look frozen, while messages reach it at once. A follower counts its own pings instead of time, so that it does
 * not blame the leader after having been frozen itself.
 */
export class LeaderHeartbeat {
  readonly #channel: BroadcastChannel;
  #leading = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unanswered = 0;

  constructor(name: string) {
    this.#channel = new BroadcastChannel(`${name}/leader`);
    this.#channel.onmessage = ({ data }) => {
      if (data === 'ping' && this.#leading) this.#channel.postMessage('pong');
      if (data === 'pong') this.#unanswered = 0;
    };
  }

  /** Answers pings from now on: this tab leads. */
  lead(): void {
    this.rest();
    this.#leading = true;
    // Stops other followers from stealing the lock too.
    this.#channel.postMessage('pong');
  }

  /** Sends pings; calls back once when too many stay unanswered. */
  watch(onSilence: () => void): void {
    this.rest();
    const ask = () => {
      if (this.#unanswered >= UNANSWERED) {
        this.rest();
        onSilence();
        return;
      }
      this.#unanswered += 1;
      this.#channel.postMessage('ping');
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
