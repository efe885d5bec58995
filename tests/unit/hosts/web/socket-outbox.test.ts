import { describe, expect, it } from 'vitest';
import { createOutbox } from '../../../../src-main/hosts/web/socket-outbox.ts';
import type { ApiEvent } from '../../../../src-shared/api/contract.ts';
import type { HostMessage } from '../../../../src-shared/api/messages.ts';
import { stoppedRun } from '../../../contract/small-api.ts';

/** A line that takes nothing until it is drained. */
function createLine() {
  const sent: HostMessage[] = [];
  let waiting: (() => void)[] = [];
  const line = {
    bufferedAmount: 0,
    terminated: false,
    sent,
    send: (text: string, done: () => void) => {
      sent.push(JSON.parse(text));
      line.bufferedAmount += text.length;
      waiting.push(done);
    },
    terminate: () => {
      line.terminated = true;
    },
    drain: () => {
      const done = waiting;
      waiting = [];
      line.bufferedAmount = 0;
      for (const call of done) call();
    },
  };
  return line;
}

const progress = (profileName: string, done: number): ApiEvent => ({
  kind: 'run-progress',
  profileName,
  progress: { run: 'r', profile: 'p', phase: 'write', endpoint: null, done, total: 100, waitingUntil: null },
});
const answer = (id: number, bytes = 10): HostMessage => ({ kind: 'answer', id, ok: true, output: 'x'.repeat(bytes) });

describe('what waits for a page', () => {
  it('is nothing while the page keeps up', () => {
    const line = createLine();
    const outbox = createOutbox(line);
    for (let done = 0; done < 5; done++) outbox.announce(progress('web', done));
    expect(line.sent).toHaveLength(5);
  });

  it('melts together while it does not', () => {
    const line = createLine();
    const outbox = createOutbox(line);
    outbox.send(answer(1, 300_000));
    for (let done = 0; done < 1000; done++) outbox.announce(progress('web', done));
    outbox.announce(progress('home', 7));
    outbox.announce({ kind: 'changed', what: ['tasks', 'runs'] });
    outbox.announce({ kind: 'changed', what: ['tasks', 'status'] });
    outbox.announce({ kind: 'run-finished', run: stoppedRun('home') });
    expect(line.sent).toHaveLength(1);
    line.drain();
    expect(line.sent.slice(1)).toEqual([
      { kind: 'event', event: { kind: 'run-finished', run: stoppedRun('home') } },
      { kind: 'event', event: progress('web', 999) },
      { kind: 'event', event: { kind: 'changed', what: ['tasks', 'runs', 'status'] } },
    ]);
    outbox.announce(progress('web', 1000));
    expect(line.sent).toHaveLength(5);
  });

  it('never holds an answer back', () => {
    const line = createLine();
    const outbox = createOutbox(line);
    outbox.send(answer(1, 300_000));
    outbox.send(answer(2));
    expect(line.sent).toHaveLength(2);
  });

  it('is given up when the page will not catch up any more', () => {
    const line = createLine();
    const outbox = createOutbox(line);
    for (let id = 0; id < 7; id++) outbox.send(answer(id, 10 * 1024 * 1024));
    expect(line.terminated).toBe(true);
  });
});
