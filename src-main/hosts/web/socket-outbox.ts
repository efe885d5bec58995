import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { HostMessage } from '../../../src-shared/api/messages.ts';

/** What the outbox needs of a WebSocket. */
export interface Sink {
  /** Bytes that the network has not taken yet. */
  readonly bufferedAmount: number;
  send(text: string, sent: () => void): void;
  terminate(): void;
}

export interface Outbox {
  /** Welcomes and answers: never held back, never dropped. */
  send(message: HostMessage): void;
  /** Events wait while the page does not keep up, and melt together: the newest status and progress, one list of what changed. */
  announce(event: ApiEvent): void;
}

type Changed = Extract<ApiEvent, { kind: 'changed' }>['what'][number];

/** A page in the background may stop reading for hours; what waits for it has to stay small. */
const slowBytes = 256 * 1024;
/** It will not catch up any more. It connects again when it wakes, and reads everything afresh. */
const lostBytes = 64 * 1024 * 1024;
const mostFinished = 1000;

export function createOutbox(sink: Sink): Outbox {
  const finished: ApiEvent[] = [];
  const progress = new Map<string, ApiEvent>();
  const changed = new Set<Changed>();
  let status: ApiEvent | null = null;

  const write = (message: HostMessage): void => {
    sink.send(JSON.stringify(message), flush);
    if (sink.bufferedAmount > lostBytes) sink.terminate();
  };
  const isSlow = (): boolean => sink.bufferedAmount > slowBytes;
  const holds = (): boolean => finished.length + progress.size + changed.size > 0 || status !== null;

  const keep = (event: ApiEvent): void => {
    finished.push(event);
    if (finished.length > mostFinished) finished.shift();
  };
  const hold = (event: ApiEvent): void => {
    switch (event.kind) {
      case 'run-progress':
        progress.set(event.profileName, event);
        break;
      case 'run-finished':
        progress.delete(event.run.profile);
        keep(event);
        break;
      case 'status':
        status = event;
        break;
      case 'connection-test':
      case 'workspace':
        keep(event);
        break;
      case 'changed':
        for (const list of event.what) changed.add(list);
    }
  };

  const flush = (): void => {
    if (!holds() || isSlow()) return;
    const events = [...(status ? [status] : []), ...finished, ...progress.values()];
    if (changed.size > 0) events.push({ kind: 'changed', what: [...changed] });
    finished.length = 0;
    progress.clear();
    changed.clear();
    status = null;
    for (const event of events) write({ kind: 'event', event });
  };

  return {
    send: write,
    announce: (event) => {
      if (holds() || isSlow()) hold(event);
      else write({ kind: 'event', event });
    },
  };
}
