export type Undo = () => Promise<void>;

/** Something that was done on this device and can be taken back. */
export interface Step {
  /** Of the message that offered the way back. */
  readonly toast: string;
  /** What was done, in words. */
  readonly words: string;
  readonly back: Undo;
}

const KEPT = 50;
let steps: readonly Step[] = [];

/** Remembers a step for Ctrl/Cmd-Z. Answers how it is forgotten, for who takes it back by another way. */
export function pushUndo(step: Step): () => void {
  steps = [...steps, step].slice(-KEPT);
  return () => {
    steps = steps.filter((each) => each !== step);
  };
}

/** The last step, which is forgotten with that: taking back again goes on with the one before. */
export function lastStep(): Step | null {
  const last = steps.at(-1) ?? null;
  steps = steps.slice(0, -1);
  return last;
}

/** Forgets the step of a message, where what it did was taken back elsewhere. */
export function forgetStep(toast: string): void {
  const last = steps.findLast((step) => step.toast === toast);
  steps = steps.filter((step) => step !== last);
}

/** For who leaves a band or signs out: what was done there is not taken back from elsewhere, nor by somebody else. */
export function forgetSteps(): void {
  steps = [];
}
