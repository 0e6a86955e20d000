export type Undo = () => Promise<void>;

/** A change made on this device that can be undone. */
export interface Step {
  /** The id of the toast that offers Undo. */
  readonly toast: string;
  /** What is true once it is undone, for the toast that says so; null where "Undone" says it all. */
  readonly words: string | null;
  readonly back: Undo;
  /** The records whose change it undoes, where the server may still reject that change. */
  readonly records?: readonly string[];
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

/**
 * The server rejected the latest change of these records: there is nothing to undo. Returns the toasts of the forgotten
 * steps, which claim that it was done.
 */
export function withdrawSteps(records: readonly string[]): readonly string[] {
  const withdrawn = new Set(records.map((id) => steps.findLast((step) => step.records?.includes(id))));
  const gone = steps.filter((step) => withdrawn.has(step));
  steps = steps.filter((step) => !withdrawn.has(step));
  return gone.map(({ toast }) => toast);
}

/** Clears the stack when the band or the person changes: nobody else may undo these steps. */
export function forgetSteps(): void {
  steps = [];
}
