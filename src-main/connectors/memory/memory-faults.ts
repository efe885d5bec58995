import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

export type MemoryOperation =
  | 'check'
  | 'containers'
  | 'schema'
  | 'pull'
  | 'list'
  | 'get'
  | 'find'
  | 'create'
  | 'update'
  | 'remove'
  | 'comments'
  | 'find-comment'
  | 'create-comment'
  | 'update-comment'
  | 'remove-comment'
  | 'attachments'
  | 'open-attachment'
  | 'create-attachment'
  | 'link-attachment'
  | 'remove-attachment';

/**
 * What can go wrong with one request. Those that carry it out all the same are the interesting ones.
 *
 * - `refused`: no connection; not carried out, and known to be so
 * - `lost-request`: broke before it arrived; not carried out, but nobody here can know
 * - `lost-answer`: carried out, and then the answer got lost
 * - `error-before`, `error-after`: status 500, not carried out and carried out
 * - `twice`: the network delivered it twice; the first answer arrives
 * - `stale-read`: a lagging replica answers: records as they were before their last change, a feed without the last one, a
 *   listing without what was made last
 */
export const memoryFaultKinds = [
  'refused',
  'lost-request',
  'lost-answer',
  'error-before',
  'error-after',
  'twice',
  'unauthorized',
  'forbidden',
  'rate-limited',
  'stale-cursor',
  'invalid-response',
  'stale-read',
] as const;
export type MemoryFaultKind = (typeof memoryFaultKinds)[number];

export interface MemoryFault {
  readonly kind: MemoryFaultKind;
  /** Default: any operation. */
  readonly on?: MemoryOperation | readonly MemoryOperation[];
  /** Only requests about this record. */
  readonly id?: RemoteId;
  /** How many matching requests pass before it strikes; default 0. */
  readonly after?: number;
  /** How many requests it strikes; default 1, `Infinity` for all. */
  readonly times?: number;
  /** For `rate-limited`. */
  readonly retryAfterMs?: number;
}

export interface MemoryCall {
  readonly operation: MemoryOperation;
  readonly id: RemoteId | null;
}

/** What the planned faults do to each call, first come first served. */
export interface MemoryFaults {
  add(fault: MemoryFault): void;
  clear(): void;
  /** The fault that strikes this call, used up by one. */
  strike(call: MemoryCall): MemoryFault | null;
}

export function createMemoryFaults(): MemoryFaults {
  let planned: { readonly fault: MemoryFault; pass: number; left: number }[] = [];
  return {
    add: (fault) => {
      planned.push({ fault, pass: fault.after ?? 0, left: fault.times ?? 1 });
    },
    clear: () => {
      planned = [];
    },
    strike: (call) => {
      const entry = planned.find(({ fault }) => matches(fault, call));
      if (entry === undefined) return null;
      if (entry.pass > 0) {
        entry.pass--;
        return null;
      }
      entry.left--;
      if (entry.left <= 0) planned = planned.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}

function matches({ on, id }: MemoryFault, call: MemoryCall): boolean {
  if (id !== undefined && id !== call.id) return false;
  if (on === undefined) return true;
  return typeof on === 'string' ? on === call.operation : on.includes(call.operation);
}

/** Carries a call out under its fault. `T` is what the service would have answered. */
export function performWith<T>(fault: MemoryFault | null, name: string, perform: () => T): T {
  if (fault === null) return perform();
  switch (fault.kind) {
    case 'stale-read':
      return perform();
    case 'lost-answer':
    case 'error-after':
      perform();
      throw failure(fault, name);
    case 'twice': {
      const answer = perform();
      try {
        perform();
      } catch {
        // The second delivery's answer, good or bad, reaches nobody.
      }
      return answer;
    }
    default:
      throw failure(fault, name);
  }
}

function failure({ kind, retryAfterMs }: MemoryFault, name: string): TaskSyncError {
  switch (kind) {
    case 'refused':
      return new TaskSyncError('unavailable', `Cannot reach ${name}: it refused the connection. Nothing was sent.`);
    case 'unauthorized':
      return new TaskSyncError('auth-expired', `${name} did not accept the sign-in. Sign in again to go on.`);
    case 'forbidden':
      return new TaskSyncError('forbidden', `${name} does not allow this to the account that is signed in.`);
    case 'rate-limited':
      return new TaskSyncError('rate-limited', `${name} asks us to slow down. It goes on after a pause.`, {
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
    case 'stale-cursor':
      return new TaskSyncError('stale-version', `${name} no longer knows where we stopped reading. All is read again.`);
    case 'invalid-response':
      return new TaskSyncError('invalid-response', `${name} sent an answer that is damaged or cut off.`, {
        applied: 'unknown',
      });
    default:
      return new TaskSyncError(
        'unavailable',
        `${name} did not answer, or has a problem of its own. It is tried again later.`,
        {
          applied: 'unknown',
        },
      );
  }
}
