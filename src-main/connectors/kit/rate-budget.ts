import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createRateGate } from './rate-gate.ts';
import { type Allowance, readAllowance } from './rate-limit-headers.ts';
import { createTokenBucket, type Rate } from './token-bucket.ts';

/**
 * What one account may ask of its service, shared by all clients that use it: a pause the service asked for, the rate that
 * its documentation names, and what it says is left. Requests that a person waits for go first, and the last tenth of an
 * allowance is theirs alone.
 */
export interface RateBudget {
  /**
   * Resolves when the request may be sent. Throws `rate-limited` instead of waiting longer than a minute; with
   * `facts.isReserved` when only runs that nobody waits for are held back.
   */
  pass(request: Passing): Promise<void>;
  /** To be called once for each request that passed, with the headers of its answer or null. */
  learn(allowance: string, headers: Readonly<Record<string, string>> | null): void;
  /** Nobody passes for the next `ms`. */
  close(ms: number): void;
}

export interface Passing {
  readonly service: string;
  readonly host: string;
  /** Which of the service's allowances it counts against; usually there is one, ''. */
  readonly allowance: string;
  /** False: throws `rate-limited` instead of waiting at all. */
  readonly mayWait?: boolean;
  readonly context: Pick<ConnectContext, 'clock' | 'signal' | 'isAwaited' | 'onWait'>;
}

export const longestWaitMs = 60_000;
/** Shorter waits are nobody's concern. */
const noticedMs = 1_000;
const reserved = 0.1;

interface Known extends Allowance {
  /** On our clock. */
  readonly at: number;
  left: number;
}

interface Ticket {
  readonly order: number;
  readonly isAwaited: () => boolean;
}

export function createRateBudget(now: () => number, rate: Rate | null): RateBudget {
  const gate = createRateGate(now);
  const bucket = rate && createTokenBucket(rate, now);
  const known = new Map<string, Known>();
  const inFlight = new Map<string, number>();
  const waiting = new Set<Ticket>();
  let orders = 0;

  const count = (allowance: string, by: number): number => {
    const next = Math.max(0, (inFlight.get(allowance) ?? 0) + by);
    inFlight.set(allowance, next);
    return next;
  };

  /** Milliseconds until the allowance is full again, where nothing of it is left. */
  const allowanceWait = (name: string, keep: number): number => {
    const one = known.get(name);
    if (one === undefined) return 0;
    const passed = now() - one.at;
    // It is over; or the clock was set back, and nobody knows when it will be.
    if (passed < 0 || passed >= one.resetMs) {
      known.delete(name);
      return 0;
    }
    return one.left > Math.floor((one.limit ?? 0) * keep) ? 0 : one.resetMs - passed;
  };

  const goesBefore = (a: Ticket, b: Ticket): boolean =>
    a.isAwaited() === b.isAwaited() ? a.order < b.order : a.isAwaited();

  const waitOf = (ticket: Ticket, allowance: string): { readonly ms: number; readonly isReserved: boolean } => {
    const hard = Math.max(gate.remaining(), allowanceWait(allowance, 0));
    const before = [...waiting].filter((other) => other !== ticket && goesBefore(other, ticket)).length;
    const turn = Math.max(hard, bucket?.waitMs(before + 1) ?? 0);
    const kept = ticket.isAwaited() ? 0 : allowanceWait(allowance, reserved);
    return kept > turn ? { ms: kept, isReserved: true } : { ms: turn, isReserved: false };
  };

  return {
    async pass({ service, host, allowance, mayWait = true, context }) {
      const { clock, signal, isAwaited = () => false, onWait } = context;
      const ticket: Ticket = { order: orders++, isAwaited };
      let isTold = false;
      waiting.add(ticket);
      try {
        for (;;) {
          if (signal.aborted) throw new TaskSyncError('cancelled', 'Stopped as asked.');
          const { ms, isReserved } = waitOf(ticket, allowance);
          if (ms === 0) break;
          if (ms > longestWaitMs || !mayWait)
            throw isReserved ? keptBack(service, host, ms) : pauseTooLong(service, host, ms);
          if (ms >= noticedMs) {
            isTold = true;
            onWait?.(now() + ms);
          }
          await clock.sleep(ms, signal);
        }
        bucket?.take();
        count(allowance, 1);
        const one = known.get(allowance);
        if (one) one.left--;
      } finally {
        waiting.delete(ticket);
        if (isTold) onWait?.(null);
      }
    },

    learn(allowance, headers) {
      const others = count(allowance, -1);
      const said = headers && readAllowance(headers, now());
      // Those in flight are not counted there yet. What we counted ourselves is not kept: answers from a cache may be free.
      if (said) known.set(allowance, { ...said, at: now(), left: said.remaining - others });
    },

    close: (ms) => gate.close(ms),
  };
}

function pauseTooLong(service: string, host: string, ms: number): TaskSyncError {
  return new TaskSyncError(
    'rate-limited',
    `${service} asked for a longer pause. Nothing was sent; it goes on after that.`,
    { retryAfterMs: ms, facts: { host } },
  );
}

function keptBack(service: string, host: string, ms: number): TaskSyncError {
  const minutes = Math.ceil(ms / 60_000);
  return new TaskSyncError(
    'rate-limited',
    `Most of what ${service} allows this account to ask is used up, and the rest is kept for when you sync by hand. Nothing was lost; runs in the background go on in ${minutes} min.`,
    { retryAfterMs: ms, facts: { host, isReserved: true } },
  );
}
