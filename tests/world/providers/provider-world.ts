import { connectors } from '../../../src-main/connectors/registry.ts';
import type { Core } from '../../../src-main/core/core.ts';
import { createCore } from '../../../src-main/core/create-core.ts';
import type { Store } from '../../../src-main/core/store/store.ts';
import { createLocalNetwork, type LocalFault, type LocalNetwork } from '../../../src-main/demo/kit/local-network.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { Clock, Http, HttpRequest, Secrets } from '../../../src-shared/ports/ports.ts';
import { offlinePorts } from '../../fakes/offline-ports.ts';
import { type Coverage, createCoverage, faultCell } from '../coverage.ts';
import { openEmptyStore } from '../empty-store.ts';
import { createFate, type Fate, Killed, mortalStore } from '../fate.ts';
import { createLedger, type ItemName, type Ledger } from '../ledger.ts';
import { createSimTime, type SimTime } from '../sim-time.ts';
import { createTrace, type Trace } from '../trace.ts';
import type { ProviderSetting } from './provider-story.ts';
import { openSite } from './sites/open-site.ts';
import type { Site } from './sites/site.ts';

/** The services, the program and the people of one story, and everything that is known about them. */
export interface ProviderWorld {
  readonly setting: ProviderSetting;
  readonly time: SimTime;
  readonly sites: readonly Site[];
  readonly disk: Store;
  /** Of the life that the program lives now. */
  readonly core: Core;
  readonly fate: Fate;
  readonly ledger: Ledger;
  /** Words of comments, and the items they were written to. */
  readonly comments: Map<string, ItemName>;
  /** Items that somebody put out of a container, and so out of what is kept in step, and what each record said by then. */
  readonly moved: Map<ItemName, readonly Fields[]>;
  /** Items that somebody closed, anywhere. */
  readonly closed: Set<ItemName>;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly passed: Map<number, readonly string[]>;
  /** Requests that write, and that reached a service. */
  writes: number;
  /** What happens to a request of the event that is on now. */
  weather: ((request: WeatherRequest) => LocalFault | null) | null;
  /** What somebody does just before a request is sent. */
  meanwhile: (() => Promise<void>) | null;
  /** After it was killed: another life with the same database. */
  restart(): void;
  close(): Promise<void>;
}

export interface WeatherRequest {
  readonly isWrite: boolean;
  readonly isGithub: boolean;
}

export const profileName = 'All';

export async function createProviderWorld(setting: ProviderSetting): Promise<ProviderWorld> {
  const time = createSimTime();
  const clock = time.clock(() => 0);
  const network = createLocalNetwork(clock);
  const sites: Site[] = [];
  for (const name of setting.services) {
    sites.push(await openSite(name, { front: network, now: () => time.now, lagMs: setting.lagMs }));
  }
  const disk = await openEmptyStore(clock);
  const secrets = createSecrets();
  let life = 0;
  let program = start();

  function start(): { readonly core: Core; readonly fate: Fate } {
    life++;
    let lastId = 0;
    const fate = createFate();
    const core = createCore({
      ...{ connectors, store: mortalStore(disk, fate), timeZone: 'Europe/Berlin' },
      ports: {
        ...offlinePorts,
        ...{ clock, secrets, logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} } },
        ids: { next: () => idOf(life * 1_000_000 + ++lastId) },
        http: httpOf({
          ...{ fate, clock, network, latencyMs: setting.latencyMs },
          before: async () => world.meanwhile?.(),
          fault: (request) => draw(request),
        }),
      },
    });
    return { core, fate };
  }

  const world: ProviderWorld = {
    ...{ setting, time, sites, disk, ledger: createLedger(), trace: createTrace(), coverage: createCoverage() },
    ...{ comments: new Map(), moved: new Map(), closed: new Set<string>(), passed: new Map() },
    ...{ writes: 0, weather: null, meanwhile: null },
    get core() {
      return program.core;
    },
    get fate() {
      return program.fate;
    },
    restart: () => {
      program = start();
    },
    close: () => disk.close(),
  };

  const draw = ({ method, url }: HttpRequest): LocalFault | null => {
    const site = sites.find((one) => new URL(one.url).origin === new URL(url).origin);
    const isWrite = !isRead(method);
    const fault = world.weather?.({ isWrite, isGithub: site?.name === 'github' }) ?? null;
    const what = fault?.kind === 'status' ? String(fault.status) : (fault?.kind ?? '');
    world.trace.add(`${time.now} ${site?.name} ${method} ${new URL(url).pathname} ${what}`);
    if (fault) world.coverage.hit(faultCell(what, isWrite ? 'write' : 'read', site?.name ?? 'files'));
    return fault;
  };
  for (const site of sites) {
    site.onExchange(({ method, path, status }) => {
      if (isRead(method)) return;
      world.writes++;
      world.trace.add(`${time.now} ${site.name} ${method} ${path} said ${status}`);
    });
  }
  await setUp(world);
  return world;
}

/** As the port promises them, because services give our markers back only when they look like ours. */
function idOf(number: number): string {
  return [...String(number)]
    .map((digit) => 'abcdefghij'[Number(digit)])
    .join('')
    .padStart(26, 'z');
}

interface Way {
  readonly fate: Fate;
  readonly clock: Clock;
  readonly network: LocalNetwork;
  readonly latencyMs: number;
  readonly before: () => Promise<void>;
  readonly fault: (request: HttpRequest) => LocalFault | null;
}

/** The services as a program with this fate reaches them: late, with faults, and it may die before and after each request. */
function httpOf({ fate, clock, network, latencyMs, before, fault: draw }: Way): Http {
  return {
    send: async (request) => {
      const name = isRead(request.method) ? 'read' : 'write';
      fate.pass(`${name} unsent`);
      await before();
      const fault = draw(request);
      if (latencyMs > 0) await clock.sleep(latencyMs, request.signal);
      if (fault?.kind === 'delay') await clock.sleep(fault.ms, request.signal);
      // What was still on its way when the program died never arrives: `settleMs` promises as much.
      if (fate.isDead) throw new Killed();
      network.weather = () => (fault?.kind === 'delay' ? null : fault);
      const answer = network.send(request);
      network.weather = null;
      const response = await answer;
      fate.pass(`${name} answered`);
      return response;
    },
  };
}

function createSecrets(): Secrets {
  const kept = new Map<string, string>();
  return {
    state: async () => 'open',
    unlock: async () => {},
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
  };
}

async function setUp({ core, sites, setting }: ProviderWorld): Promise<void> {
  const { call } = core.api;
  for (const { name, url, username, secret, options } of sites) {
    await call('connections.add', { name, connector: name, url, username, secret, options });
  }
  await call('profiles.save', {
    file: {
      ...{ name: profileName, conflicts: { policy: setting.conflicts }, deletions: setting.deletions },
      endpoints: sites.map(({ name, container, mapping }) => ({ connection: name, container, mapping })),
    },
  });
}
