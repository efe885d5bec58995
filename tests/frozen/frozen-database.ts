import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createMemoryConnector } from '../../src-main/connectors/memory/index.ts';
import type { MemoryWrite } from '../../src-main/connectors/memory/memory-book.ts';
import { createMemoryService, type MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import { dbName } from '../disk/power-loss.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import type { ServiceOptions } from '../fakes/world.ts';

interface FrozenTask {
  readonly title: string;
  readonly body: string;
  readonly status: string;
  readonly labels: readonly string[];
  readonly due: string | null;
  readonly links: readonly string[];
}

/** One file of this folder. */
export interface Frozen {
  readonly about: string;
  readonly version: number;
  /** When it was left. */
  readonly at: string;
  readonly tasks: readonly FrozenTask[];
  readonly bin: readonly FrozenTask[];
  readonly conflicts: readonly {
    readonly field: string;
    readonly title: string;
    readonly sides: readonly string[][];
  }[];
  /** Titles with how many entries their history has. */
  readonly history: readonly (readonly [title: string, entries: number])[];
  readonly runs: number;
  readonly pending: number;
  readonly outbox: readonly string[];
  readonly services: Readonly<
    Record<string, readonly Pick<MemoryWrite, 'operation' | 'by' | 'id' | 'identity' | 'fields'>[]>
  >;
  readonly database: readonly string[];
}

/** The services as they were set up when the databases were made. */
export const frozenServices = {
  A: { identity: 'A' },
  B: { identity: 'C', precondition: false, deletions: 'listing' },
} as const satisfies Readonly<Record<string, ServiceOptions>>;

export function frozenFiles(): readonly string[] {
  return readdirSync(import.meta.dirname).filter((name) => /^schema-\d+\.json$/.test(name));
}

export function readFrozen(name: string): Frozen {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Frozen;
}

/** Puts the database into an empty folder. @returns its path */
export function thaw({ database }: Frozen, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, dbName);
  writeFileSync(file, gunzipSync(Buffer.from(database.join(''), 'base64')));
  return file;
}

export interface Surroundings {
  readonly clock: FakeClock;
  readonly reuse: Readonly<Record<string, MemoryService>>;
}

/** The services as they were when the database was left: everything that was ever written to them, once more. */
export async function thawServices({ services, at }: Frozen): Promise<Surroundings> {
  const clock = createFakeClock({ auto: true, start: Date.parse(at) });
  const reuse: Record<string, MemoryService> = {};
  for (const [name, options] of Object.entries(frozenServices)) {
    const service = createMemoryService({ ...options, name, clock });
    for (const write of services[name] ?? []) await repeat(service, write, clock);
    reuse[name] = service;
  }
  return { clock, reuse };
}

async function repeat(
  service: MemoryService,
  write: Frozen['services'][string][number],
  clock: FakeClock,
): Promise<void> {
  const { operation, by, id, identity } = write;
  const fields: Fields = write.fields;
  if (operation === 'create' && by === 'sync') {
    const connector = await createMemoryConnector(service).connect({
      http: { send: () => Promise.reject(new Error('simulated services need no network')) },
      url: service.url,
      username: null,
      secret: async () => '',
      options: {},
      signal: new AbortController().signal,
      clock,
      logger: createRecordingLogger(),
    });
    await connector.create({ container: 'inbox', identity: identity ?? '', fields });
  } else if (operation === 'create') service.add(fields);
  else if (operation === 'update') service.edit(id, fields, by);
  else service.remove(id, by);
  if (operation !== 'remove' && !service.all().some((record) => record.id === id)) {
    throw new Error(`${service.name} gives other ids than when the database was made: ${id} is missing`);
  }
}
