/**
 * How long a test waits for a condition before it says that the condition does not come. The condition decides, not the
 * clock: the longest wait on an idle machine takes about 5 s, and a machine with 15 runnable processes on two cores is
 * about eight times slower. A shorter limit turns a busy machine into a failure; this one only ends a run that hangs.
 */
export const PATIENCE_MS = 60_000;

/** The same for a whole test, which waits many times, and for a server that may have to build the app first: a test that hangs fails by name before the run is cut off. */
export const TEST_MS = 5 * PATIENCE_MS;
