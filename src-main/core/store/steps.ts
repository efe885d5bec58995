/**
 * Every piece of work that becomes durable at once, by name. A program can die before and after each of them, so this list
 * is also the list of crash points at the store; tests walk through it (correctness.md T7).
 */
export const steps = [
  'schema', // what a container's records look like
  'scope', // an endpoint was read through another filter than before
  'page', // one page of a feed, with the cursor behind it
  'absence', // records that a listing no longer shows
  'plan', // merged tasks, moved bases and the writes to come, one batch
  'absorbed', // placeholders that became part of other tasks
  'attempt', // writes that are about to be sent
  'withdraw', // marked, and not sent after all
  'settle', // confirmed writes: links, bases, evidence, history
  'fresh-copy', // a record read just before its write
  'failures', // why endpoints were out of a run
  'run', // the run itself
  'connection',
  'profile',
  'task',
  'conflict',
  'comment-plan', // comments taken over, and the writes to come
  'comment-attempt', // one comment that is about to be sent
  'comment-settle', // what became of it
  'comment', // one written here
  'attachment-digest', // what reading a file has shown
  'attachment-plan', // attachments taken over, and the writes to come
  'attachment-attempt', // one attachment that is about to be sent
  'attachment-settle', // what became of it
  'schedule',
  'pause', // until when a service asked us to wait
  'setting',
  'notice', // what a person is told of a run
  'compact', // what is too old to be of use
  'undo', // tasks that are given back what a run took
  'proposals', // pairs that may be the same task
  'answer', // what a person said about such a pair
  'proof', // what a verification has seen
] as const;
export type Step = (typeof steps)[number];

/** What people do; everything else belongs to a run. */
const outsideRuns: ReadonlySet<Step> = new Set([
  'connection',
  'profile',
  'task',
  'conflict',
  'comment',
  'schedule',
  'setting',
  'notice',
  'undo',
  'answer',
  'proof',
]);

export function isOfRun(step: Step): boolean {
  return !outsideRuns.has(step);
}

/** What becomes durable here is followed by requests that change something at a service. */
export function isBeforeWrites(step: Step): boolean {
  return step === 'attempt' || step === 'comment-attempt' || step === 'attachment-attempt';
}
