import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { newestFirst } from './newest-first.ts';

/** Most that Trello gives at once, of anything. */
export const pageSize = 1_000;
const partSize = 250;

type ReadPart<T> = (limit: number, before: RemoteId | null) => Promise<readonly T[]>;

/** A page of a listing with all that belongs to its cards, older than `before`. */
export type LargePage = <T>(
  before: RemoteId | null,
  idOf: (one: T) => RemoteId,
  read: ReadPart<T>,
) => Promise<readonly T[]>;

/**
 * In one request, or in several where that is too much at once: how much may be asked for is told nowhere, only that it was
 * too much (`API_TOO_MANY_CARDS_REQUESTED`). After the first time it is not tried again in this run.
 */
export function createLargePages(): LargePage {
  let isTooMuch = false;
  return async (before, idOf, read) => {
    if (!isTooMuch) {
      try {
        return await read(pageSize, before);
      } catch (error) {
        if (!(error instanceof TaskSyncError) || error.facts['status'] !== 413) throw error;
        isTooMuch = true;
      }
    }
    const page: Awaited<ReturnType<typeof read>>[number][] = [];
    for (let from = before; page.length < pageSize; ) {
      const part = newestFirst(await read(partSize, from), idOf);
      page.push(...part);
      const last = part.at(-1);
      if (part.length < partSize || last === undefined) break;
      from = idOf(last);
    }
    return page;
  };
}
