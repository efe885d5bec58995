import { beforeEach, describe, expect, it } from 'vitest';
import { connectMemory } from '../../../../src-main/connectors/memory/memory-connector.ts';
import { createMemoryService, type MemoryService } from '../../../../src-main/connectors/memory/memory-service.ts';
import { pausing } from '../../../../src-main/core/engine/pausing-connector.ts';
import { openSqliteStore } from '../../../../src-main/core/store/sqlite/open.ts';
import type { Store } from '../../../../src-main/core/store/store.ts';
import type { Connector } from '../../../../src-shared/connector/connector.ts';
import { createFakeClock, type FakeClock } from '../../../fakes/fake-clock.ts';

let clock: FakeClock;
let service: MemoryService;
let store: Store;

beforeEach(async () => {
  clock = createFakeClock();
  service = createMemoryService({ name: 'A', clock });
  store = await openSqliteStore({ file: ':memory:', clock });
});

/** As a run opens it; each has its own, like programs that start anew. */
function open(): Promise<Connector> {
  const { signal } = new AbortController();
  const connection = { id: 'c1', name: 'A' };
  const context = { signal } as Parameters<typeof connectMemory>[1];
  return pausing(connectMemory(service, context), { connection, store, clock, signal });
}

const requests = (): number => Object.values(service.requests).reduce((sum, count) => sum + count, 0);
const limited = (retryAfterMs: number) => service.fail({ kind: 'rate-limited', on: 'list', retryAfterMs });

describe('a service that asked us to wait (L5)', () => {
  it('is asked nothing before the time it named, by whatever is under way', async () => {
    const connector = await open();
    limited(5_000);
    await expect(connector.list('inbox')).rejects.toMatchObject({ code: 'rate-limited' });
    const before = requests();
    const waiting = [connector.check(), connector.get('inbox', ['1']), connector.find('inbox', 'm')];
    const pages = connector.pull({ container: 'inbox', cursor: null, known: async () => new Map() });
    const page = pages[Symbol.asyncIterator]().next();
    await clock.advance(4_999);
    expect(requests()).toBe(before);
    await clock.advance(1);
    await Promise.all([...waiting, page]);
    expect(requests()).toBe(before + 4);
  });

  it('is asked nothing by the next run, or by a program that starts anew', async () => {
    limited(5_000);
    await expect((await open()).list('inbox')).rejects.toMatchObject({ code: 'rate-limited' });
    const before = requests();
    const next = (await open()).check();
    await clock.advance(4_999);
    expect(requests()).toBe(before);
    await clock.advance(1);
    await next;
  });

  it('is left for a later run when the pause is long, with the time that is left', async () => {
    limited(3_600_000);
    await expect((await open()).list('inbox')).rejects.toMatchObject({ code: 'rate-limited' });
    await clock.advance(600_000);
    const before = requests();
    await expect((await open()).check()).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 3_000_000 });
    expect(requests()).toBe(before);
  });

  it('is not left alone for a year because the clock was set back (S27)', async () => {
    limited(5_000);
    await expect((await open()).list('inbox')).rejects.toMatchObject({ code: 'rate-limited' });
    clock.set(clock.now() - 365 * 86_400_000);
    await (await open()).check();
  });
});
