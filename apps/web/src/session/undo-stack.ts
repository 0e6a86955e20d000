export type Undo = () => Promise<void>;

/** A change made on this device that can be undone. */
export interface Step {
  /** The id of the toast that offers Undo. */
  readonly toast: string;
  /** What was done, for the toast after undoing it. */
  readonly words: string;
  readonly back: Undo;
}

const KEPT = 50;
let steps: readonly Step[] = [];

/** Adds a step for Ctrl/Cmd-Z. Returns a function that removes it again, for a step undone by its toast. */
export function pushUndo(step: Step): () => void {
  steps = [...steps, step].slice(-KEPT);
  return () => {
    steps = steps.filter((each) => each !== step);
  };
}

/** Removes and returns the last step; the next call returns the one before. */
export function lastStep(): Step | null {
  const last = steps.at(-1) ?? null;
  steps = steps.slice(0, -1);
  return last;
}

/** Removes the step of a toast, when its change was undone elsewhere. */
export function forgetStep(toast: string): void {
  const last = steps.findLast((step) => step.toast === toast);
  steps = steps.filter((step) => step !== last);
}

/** Clears the stack when the band or the person changes: nobody else may undo these steps. */
export function forgetSteps(): void {
  steps = [];
}
