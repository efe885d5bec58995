import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { connectMemory } from './memory-connector.ts';
import type { MemoryOptions, MemoryService } from './memory-service.ts';
import { createMemoryService } from './memory-service.ts';

/** Simulated services of this process, by address. A process-wide map, because a connection is only an address. */
const services = new Map<string, MemoryService>();

/**
 * Starts a service that the connector `memory` finds at `memory:<name>`; one of the same name is replaced. What it can
 * do is what that descriptor declares.
 */
export function openMemoryService(
  options: Omit<MemoryOptions, 'identity' | 'searchLagMs' | 'precondition' | 'deletions' | 'attachments'>,
): MemoryService {
  const service = createMemoryService(options);
  services.set(service.url, service);
  return service;
}

export function closeMemoryService(name: string): void {
  services.delete(`memory:${name}`);
}

/** A descriptor bound to one service, declaring what this one can do. Tests register several side by side. */
export function createMemoryConnector(service: MemoryService): ConnectorDescriptor {
  return {
    ...memory,
    id: service.name,
    name: service.name,
    config: [],
    capabilities: capabilitiesOf(service),
    connect: (context) => {
      if (!service.knobs.isSignedOut) return connectMemory(service, context);
      throw new TaskSyncError('auth-expired', `Nobody is signed in at ${service.name}. Sign in again.`);
    },
  };
}

function capabilitiesOf({
  identity,
  searchLagMs,
  precondition,
  deletions,
  attaching,
}: Pick<MemoryService, 'identity' | 'searchLagMs' | 'precondition' | 'deletions' | 'attaching'>) {
  return {
    identity,
    settleMs: searchLagMs,
    precondition,
    deletions,
    canCreate: true,
    canDelete: true,
    batchSize: 100,
    concurrency: { start: 4, max: 16 },
    // Comments are always found at once.
    comments: {
      identity: identity === 'A' || identity === 'E' ? identity : 'C',
      canEdit: true,
      canDelete: true,
      editsTouchRecord: true,
    },
    attachments: {
      identity: identity === 'E' ? identity : 'C',
      ...{ canCopy: true, canLink: true, canDelete: true, removalsTouchRecord: true },
      ...attaching,
    },
  } as const;
}

export const memory: ConnectorDescriptor = {
  id: 'memory',
  name: 'Simulated service',
  isOffered: false,
  summary: 'A service held in memory, for trying things out: all fields sync, and all is gone when Task Sync ends.',
  config: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: true,
      help: 'memory: and the name of the simulated service',
    },
  ],
  capabilities: capabilitiesOf({ identity: 'A', searchLagMs: 0, precondition: true, deletions: 'feed', attaching: {} }),
  connect: (context) => {
    const service = services.get(context.url ?? '');
    if (service === undefined) {
      throw new TaskSyncError(
        'not-found',
        'There is no simulated service at this address. Nothing was changed. Simulated services end with the program that started them.',
      );
    }
    return connectMemory(service, context);
  },
};
