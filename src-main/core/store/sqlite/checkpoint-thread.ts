import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** A thread with a connection of its own, because a checkpoint blocks while it waits for the disk. The file is loaded on both sides. */
export interface CheckpointThread {
  /** Brings into the database what is in its log. Others read and write meanwhile. Rejects when the thread or the disk fails. */
  checkpoint(): Promise<void>;
  /** After what is under way. */
  close(): Promise<void>;
}

type Order = 'checkpoint' | 'close';

export function startCheckpointThread(file: string): CheckpointThread {
  const thread = new Worker(new URL(import.meta.url), {
    workerData: { checkpoints: file },
    execArgv: process.execArgv.filter((argument) => argument.startsWith('--import')),
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
  });
  // A checkpoint keeps no program from ending: what it would have done is done by the next one.
  thread.unref();
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.on('error', () => undefined);
  const order = (one: Order): void => thread.postMessage(one);
  return {
    checkpoint: () =>
      new Promise((resolve, reject) => {
        thread.once('message', resolve);
        void ended.then(() => reject(new Error('The thread for checkpoints ended.')));
        order('checkpoint');
      }),
    close: async () => {
      thread.ref();
      order('close');
      await ended;
    },
  };
}

function serve(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  db.pragma('trusted_schema = off');
  db.pragma('synchronous = full');
  parentPort?.on('message', (order: Order) => {
    if (order === 'close') {
      db.close();
      parentPort?.close();
      return;
    }
    db.pragma('wal_checkpoint(passive)');
    parentPort?.postMessage('done');
  });
}

if (!isMainThread && typeof workerData === 'object' && workerData !== null && 'checkpoints' in workerData) {
  serve(workerData.checkpoints as string);
}
