import type { MemoryCall } from '../../src-main/connectors/memory/memory-faults.ts';
import { createMemoryService, type MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import type { EndpointFile, ProfileFile } from '../../src-shared/api/profile-file.ts';
import type { Remarks } from './comment-people.ts';
import { type Coverage, createCoverage, faultCell } from './coverage.ts';
import { openEmptyStore } from './empty-store.ts';
import { createInstallation, type Installation } from './installation.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { serviceBehind } from './network.ts';
import { createSimTime, type SimTime } from './sim-time.ts';
import type { Fault, ProfileSetting, Setting } from './story.ts';
import { createTrace, type Trace } from './trace.ts';

/** The services, programs and people of one story, and everything that is known about them. */
export interface World {
  readonly setting: Setting;
  readonly time: SimTime;
  readonly services: readonly MemoryService[];
  readonly installations: readonly Installation[];
  readonly ledger: Ledger;
  readonly remarks: Remarks;
  /** By service: comments that the network delivered twice, and that the service took twice. */
  readonly commentsTwice: number[];
  readonly trace: Trace;
  readonly coverage: Coverage;
  /** By event: the crash points that its sync passed. */
  readonly passed: Map<number, readonly string[]>;
  /** By service: creates that the network delivered twice, and that the service took twice. */
  readonly deliveredTwice: number[];
  /** Services that answered with an old state, or got something twice: then writes may repeat what is there. */
  readonly blurred: Set<number>;
  /** By service and record: updates of which no program knows whether they arrived. */
  readonly unanswered: Map<string, number>;
  /** What happens to the requests of the event that is on now. */
  weather: Weather;
  /** What somebody does just before a request is sent. */
  meanwhile: (() => Promise<void>) | null;
  close(): Promise<void>;
}

export interface Weather {
  fault(service: number, call: MemoryCall): Fault | null;
}

export const calm: Weather = { fault: () => null };

export const serviceNames: readonly string[] = ['A', 'B', 'C', 'D'];
export const profileName = (profile: number): string => `profile ${profile}`;
export const container = 'inbox';

export async function createWorld(setting: Setting): Promise<World> {
  const time = createSimTime();
  const trace = createTrace();
  const services = setting.services.map((options, index) => {
    const { latencyMs: _, clockOffsetMs, trimsTitles, rewritesText, closedLabel, ignores, ...rest } = options;
    const name = serviceNames[index] ?? `S${index}`;
    const other = { id: 'other', name: 'Other', writable: true };
    const containers = [{ id: container, name: 'Inbox', writable: true }, other];
    const service = createMemoryService({ ...rest, name, containers, clock: time.clock(() => 0) });
    Object.assign(service.knobs, { clockOffsetMs, trimsTitles, rewritesText, ignores });
    service.knobs.closedLabel = closedLabel ? 'done by server' : null;
    return service;
  });
  const installations: Installation[] = [];
  const world: World = {
    ...{
      setting,
      time,
      trace,
      coverage: createCoverage(),
      passed: new Map<number, readonly string[]>(),
      services,
      installations,
      ledger: createLedger(),
      remarks: new Map(),
      commentsTwice: services.map(() => 0),
      weather: calm,
      meanwhile: null,
    },
    ...{ deliveredTwice: services.map(() => 0), blurred: new Set<number>(), unanswered: new Map<string, number>() },
    close: async () => {
      for (const { disk } of installations) await disk.close();
    },
  };
  const countUnanswered = (service: number, record: string | null, more: number): void => {
    const key = `${service} ${record}`;
    world.unanswered.set(key, (world.unanswered.get(key) ?? 0) + more);
  };
  for (let index = 0; index < setting.installations; index++) {
    const disk = await openEmptyStore(time.clock(() => 0));
    const installation = createInstallation({
      ...{ index, disk, clock: time.clock },
      services: (fate, clock) =>
        services.map((service, at) =>
          serviceBehind(service, {
            ...{ fate, clock, latencyMs: setting.services[at]?.latencyMs ?? 0 },
            before: async () => world.meanwhile?.(),
            fault: (call) => {
              const fault = world.weather.fault(at, call);
              // Nobody can tell that comments are those of before when their record is not, and nothing shows them again.
              if (fault?.kind === 'stale-read' && call.operation === 'comments') return null;
              // Nobody can tell the copies of such a create: neither the service nor we.
              const isHopeless = fault?.kind === 'twice' && isCreate(call) && service.identity === 'E';
              return isHopeless ? null : fault;
            },
            answered: ({ operation, id }) => {
              if (operation === 'update') countUnanswered(at, id, -1);
            },
            sent: (call, fault) => {
              if (call.operation === 'update') countUnanswered(at, call.id, 1);
              trace.add(
                `h${index} ${service.name} ${call.operation} ${call.id ?? ''} ${fault?.kind ?? ''} ${time.now}`,
              );
              if (fault) world.coverage.hit(faultCell(fault.kind, call.operation, service.identity));
              const isTwice = fault?.kind === 'twice';
              if (isTwice || fault?.kind === 'stale-read') world.blurred.add(at);
              if (isTwice && isCreate(call) && service.identity !== 'A') {
                const counts = call.operation === 'create' ? world.deliveredTwice : world.commentsTwice;
                counts[at] = (counts[at] ?? 0) + 1;
              }
            },
          }),
        ),
    });
    installations.push(installation);
    await setUp(installation, world);
  }
  return world;
}

function isCreate({ operation }: MemoryCall): boolean {
  return operation === 'create' || operation === 'create-comment';
}

async function setUp({ core }: Installation, { setting, services }: World): Promise<void> {
  const { call } = core.api;
  for (const { name, url } of services) {
    await call('connections.add', { name, connector: name, url, username: null, secret: null, options: {} });
  }
  for (const [index, profile] of setting.profiles.entries()) {
    await call('profiles.save', { file: toFile(profile, index) });
  }
}

export function toFile({ endpoints, conflicts, deletions, matches }: ProfileSetting, index: number): ProfileFile {
  const names = endpoints.map(({ service }) => serviceNames[service] ?? '');
  return {
    name: profileName(index),
    conflicts: { policy: conflicts, priority: conflicts === 'priority' ? ['here', ...names] : [] },
    deletions,
    match: { mode: matches ? 'match-then-create' : 'create-only' },
    endpoints: endpoints.map(
      ({ service, direction, without }): EndpointFile => ({
        ...{ connection: serviceNames[service] ?? '', container, direction },
        mapping: Object.fromEntries(without.map((field) => [field, false])),
      }),
    ),
  };
}
