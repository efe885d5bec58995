import { createMemoryConnector } from '../../src-main/connectors/memory/index.ts';
import type { MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import type { Store } from '../../src-main/core/store/store.ts';
import type { Clock, Logger } from '../../src-shared/ports/ports.ts';
import { offlinePorts } from '../fakes/offline-ports.ts';
import { createFate, type Fate, mortalStore } from './fate.ts';

/** One program on one computer: its database outlives it, and it can be started again. */
export interface Installation {
  readonly index: number;
  readonly disk: Store;
  readonly clock: Clock;
  /** Of the life it lives now. */
  readonly core: Core;
  readonly fate: Fate;
  skewMs: number;
  /** After it was killed: another life with the same database. */
  restart(): void;
}

export interface InstallationOptions {
  readonly index: number;
  readonly disk: Store;
  readonly clock: (skew: () => number) => Clock;
  /** The services as the life with this fate reaches them. */
  readonly services: (fate: Fate, clock: Clock) => readonly MemoryService[];
}

export function createInstallation({ index, disk, clock: clockFor, services }: InstallationOptions): Installation {
  let life = 0;
  let fate = createFate();
  const clock = clockFor(() => installation.skewMs);
  const start = (): Core => {
    life++;
    fate = createFate();
    let lastId = 0;
    const prefix = `h${index}l${life}n`;
    return createCore({
      store: mortalStore(disk, fate),
      connectors: services(fate, clock).map(createMemoryConnector),
      timeZone: 'Europe/Berlin',
      ports: {
        clock,
        logger: silent,
        ids: { next: () => `${prefix}${String(++lastId).padStart(6, '0')}` },
        ...offlinePorts,
      },
    });
  };
  let core: Core | null = null;
  const installation: Installation = {
    ...{ index, disk, clock, skewMs: 0 },
    get core() {
      core ??= start();
      return core;
    },
    get fate() {
      core ??= start();
      return fate;
    },
    restart: () => {
      core = start();
    },
  };
  return installation;
}

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
