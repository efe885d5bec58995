/** Between two looks at the clock. */
const lookMs = 15_000;
/** A longer gap than this was no busy moment: the computer slept. */
const gapMs = 60_000;

/** Calls `wake` when the computer has slept: timers do not run on while it does. Returns the function that ends it. */
export function watchWake(wake: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > gapMs) wake();
    last = now;
  }, lookMs);
  return () => clearInterval(timer);
}
