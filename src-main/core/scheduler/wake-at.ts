import nodeSchedule from 'node-schedule';

/** Calls once at that time; the returned function calls it off. What is due then is for the caller's clock to say. */
export function wakeAt(at: number, work: () => void): () => void {
  const job = nodeSchedule.scheduleJob(new Date(at), work);
  return () => void job?.cancel();
}
