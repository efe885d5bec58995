import type { MemoryCall } from '../../src-main/connectors/memory/memory-faults.ts';
import type { MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';
import { type Fate, Killed } from './fate.ts';
import type { Fault } from './story.ts';

/** What lies between one program and a service. */
export interface Way {
  readonly fate: Fate;
  readonly clock: Clock;
  readonly latencyMs: number;
  readonly before: () => Promise<void>;
  /** Asked once for each request, just before it is sent. */
  readonly fault: (call: MemoryCall) => Fault | null;
  readonly sent: (call: MemoryCall, fault: Fault | null) => void;
  /** The program has heard that it was done. */
  readonly answered: (call: MemoryCall) => void;
}

/** The service as the program reaches it: late, with faults, and with a program that may die before and after each request. */
export function serviceBehind(service: MemoryService, way: Way): MemoryService {
  return {
    ...service,
    request: async (call, signal, perform) => {
      way.fate.pass(`${call.operation} unsent`);
      await way.before();
      const fault = way.fault(call);
      if (way.latencyMs > 0) await way.clock.sleep(way.latencyMs, signal);
      if (fault?.kind === 'delay') await way.clock.sleep(fault.ms ?? 1_000, signal);
      // What was still on its way when the program died never arrives: `settleMs` promises as much.
      if (way.fate.isDead) throw new Killed();
      way.sent(call, fault);
      service.knobs.weather = () => toMemoryFault(fault);
      const answer = service.request(call, signal, perform);
      service.knobs.weather = null;
      const result = await answer;
      way.fate.pass(`${call.operation} answered`);
      way.answered(call);
      return result;
    },
  };
}

function toMemoryFault(fault: Fault | null) {
  if (fault === null || fault.kind === 'delay') return null;
  return { kind: fault.kind, ...(fault.ms === undefined ? {} : { retryAfterMs: fault.ms }) };
}
