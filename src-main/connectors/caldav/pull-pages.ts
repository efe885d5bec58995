import type { PullPage, PullRequest } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { CaldavClient } from './caldav-client.ts';
import type { CalendarObject } from './caldav-objects.ts';
import type { DavResponse } from './caldav-wire.ts';
import { names, versionOf } from './caldav-wire.ts';
import { detached } from './detached.ts';
import type { TaskReader } from './task-reader.ts';
import { parentOf } from './task-reader.ts';

export const batchSize = 100;

/** A member of a collection that may be a task. */
export interface Member {
  readonly id: RemoteId;
  readonly version: string | null;
}

/** The members among the responses: not the collection itself, no collections in it, no events as far as they say so. */
export function membersIn(
  client: CaldavClient,
  container: string,
  responses: readonly DavResponse[],
): readonly Member[] {
  return responses.flatMap((response) => {
    const id = client.canonical(response.href);
    if (!id.startsWith(container) || id.slice(container.length).includes('/') || id === container) return [];
    if (!mayBeTask(response.props.get(names.contentType)?.text ?? '')) return [];
    return [{ id: detached(id), version: versionOf(response.props.get(names.etag)?.text) }];
  });
}

/** All members of a collection. */
export async function listMembers(client: CaldavClient, container: string): Promise<readonly Member[]> {
  const members: Member[] = [];
  await client.members(container, async (responses) => {
    members.push(...membersIn(client, container, responses));
  });
  return members;
}

function mayBeTask(contentType: string): boolean {
  if (contentType.trim() === '') return true;
  const component = /;\s*component\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  return /^\s*text\/calendar/i.test(contentType) && (component === undefined || /^vtodo$/i.test(component));
}

/** Which members differ from what the engine holds. */
export async function changedMembers(
  members: readonly Member[],
  known: PullRequest['known'],
): Promise<readonly RemoteId[]> {
  const versions = await known(members.map(({ id }) => id));
  return members.filter(({ id, version }) => version === null || versions.get(id) !== version).map(({ id }) => id);
}

/** What one report or listing leads to. */
export interface Harvest {
  readonly changed: readonly RemoteId[];
  /** What the last page carries, once everything was read. `others` turned out not to be tasks. */
  finish(others: ReadonlySet<RemoteId>): Promise<Pick<PullPage, 'deleted' | 'cursor' | 'liveCount'>>;
  /** Whether `changed` is all there is to this pull. */
  readonly complete: boolean;
}

/**
 * Reads the changed records batch by batch, the next one while the engine stores the last. Tasks whose parent has not
 * been seen yet wait for it: they come in the page of the parent or, if it is not among the changes, in the last one.
 * The cursor is null until then, because it stands for all of them (S11).
 */
export async function* pages(reader: TaskReader, { changed, complete, finish }: Harvest): AsyncGenerator<PullPage> {
  const batches = Array.from({ length: Math.max(1, Math.ceil(changed.length / batchSize)) }, (_, index) =>
    changed.slice(index * batchSize, (index + 1) * batchSize),
  );
  const total = complete ? { total: changed.length } : {};
  const others = new Set<RemoteId>();
  let waiting: readonly CalendarObject[] = [];
  let next = fetchAhead(reader, batches[0]);
  for (const index of batches.keys()) {
    const objects = await next;
    const isLast = index === batches.length - 1;
    next = fetchAhead(reader, batches[index + 1]);
    for (const { kind, id } of objects) if (kind === 'other') others.add(id);
    const candidates = [...waiting, ...objects];
    const isReady = (object: CalendarObject): boolean => {
      const parent = parentOf(object);
      return isLast || parent === null || reader.index.has(parent);
    };
    waiting = candidates.filter((object) => !isReady(object));
    const { tasks, problems } = await reader.finish(candidates.filter(isReady));
    const end = isLast ? await finish(others) : { deleted: [], cursor: null };
    yield { tasks, problems, ...end, ...total };
  }
}

function fetchAhead(reader: TaskReader, ids: readonly RemoteId[] = []): Promise<readonly CalendarObject[]> {
  const fetching = ids.length === 0 ? Promise.resolve([]) : reader.fetch(ids);
  // It is awaited when its turn comes; if the engine stops before that, nobody is left to hear of a failure.
  fetching.catch(() => undefined);
  return fetching;
}
