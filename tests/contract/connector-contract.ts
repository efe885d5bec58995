import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { ConnectorDescriptor } from '../../src-shared/connector/descriptor.ts';
import type { FieldName, Fields, FieldValue } from '../../src-shared/domain/field.ts';
import type { RemoteId } from '../../src-shared/domain/ids.ts';
import type { Http } from '../../src-shared/ports/ports.ts';
import { attachmentRows } from './connector/attachment-rows.ts';
import { commentRows } from './connector/comment-rows.ts';
import { faultRows } from './connector/fault-rows.ts';
import { fieldRows } from './connector/field-rows.ts';
import { identityRows } from './connector/identity-rows.ts';
import { readingRows } from './connector/reading-rows.ts';
import type { World } from './connector/world.ts';
import { createWorld } from './connector/world.ts';
import { writingRows } from './connector/writing-rows.ts';

/** How to reach the service that a connector is tried against: a real server, or a small one of our own. */
export interface ConnectorSetup {
  readonly descriptor: ConnectorDescriptor;
  /** `http` (default): talks through `context.http`, so faults can be put there. `none`: does not use HTTP. */
  readonly transport?: 'http' | 'none';
  /** For one row; default 20 s. The row with many records gets six times as much. */
  readonly timeoutMs?: number;
  /** Called once, before the first row. */
  start(): Promise<ConnectorPlace>;
}

export interface ConnectorPlace {
  readonly url: string | null;
  readonly username: string | null;
  /** Also looked for in every error and log entry, so it has to be a word that occurs nowhere else. */
  readonly secret: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Default: the Http port of Node. */
  readonly http?: Http;
  /** Empty at the start, and nobody else's while the suite runs. */
  readonly container: string;
  /** For each new record; at least a title. */
  readonly sample: Fields;
  /** Values to try where the schema alone does not tell any: people, milestones, fields of its own. */
  readonly values?: Readonly<Record<FieldName, readonly FieldValue[]>>;
  /** Fields that this service cannot leave empty. Default: title and status. */
  readonly required?: readonly FieldName[];
  /** Other fields that the service changes by itself when this one changes. Default: none. */
  readonly sideEffects?: Readonly<Record<FieldName, readonly FieldName[]>>;
  /** Records that surely need more than one page; default 7. */
  readonly manyRecords?: number;
  /** Changes the title without our connector, as a person at the service would. */
  edit?(id: RemoteId, title: string): Promise<void>;
  /** Deletes the record as a person would, at services where programs cannot. */
  erase?(id: RemoteId): Promise<void>;
  /** Adds a comment as another person would. */
  comment?(id: RemoteId, text: string, isInternal: boolean): Promise<void>;
  /** Adds a file as another person would. */
  attach?(id: RemoteId, name: string, text: string): Promise<void>;
  /** For services with coarse times: returns when the next write gets a time of its own. */
  nextMoment?(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The suite every connector has to pass. A capability that is declared is checked; one that is not declared leaves its
 * rows out. When a row fails, the connector is wrong or its declaration is: never this file.
 */
export function describeConnector(name: string, setup: ConnectorSetup): void {
  describe(name, { timeout: setup.timeoutMs ?? 20_000 }, () => {
    let world: World | undefined;
    const get = (): World => {
      if (world === undefined) throw new Error('the service was not started');
      return world;
    };
    beforeAll(async () => {
      world = await createWorld(setup);
    }, 120_000);
    afterEach(() => world?.cleanUp(), 120_000);
    afterAll(() => world?.stop(), 120_000);

    // The rows about an empty container come first, for services that cannot delete.
    readingRows(setup, get);
    writingRows(setup, get);
    identityRows(setup, get);
    fieldRows(setup, get);
    commentRows(setup, get);
    attachmentRows(setup, get);
    faultRows(setup, get);
  });
}
