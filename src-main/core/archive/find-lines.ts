import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { HistoryEntry, Run } from '../../../src-shared/domain/run.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import type { ArchivedProfile, ArchiveFile, OldRow, OldTask } from './archive.ts';
import type { ArchiveDesk } from './archive-desk.ts';
import { profileOf } from './old-rows.ts';

/** Something that the archive holds, for itself: what went with a task stands beside it. */
export type FoundLine = {
  readonly file: string;
  readonly at: string;
  /** Its profile as it was called then; null: it was gone already. */
  readonly profile: ArchivedProfile | null;
  readonly profileId: string;
} & (
  | { readonly kind: 'change'; readonly entry: HistoryEntry }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'task'; readonly old: OldTask }
);

export interface LineQuery {
  /** Default: all files. */
  readonly file?: string;
  /** The beginning of the id of a task or a run, or words of a title; '': everything. */
  readonly query: string;
  readonly offset: number;
  readonly limit: number;
}

/**
 * The newest file first, and in it the newest line. What two files hold, because an older copy of the data was put back in between,
 * is told once.
 */
export async function findLines(
  desk: ArchiveDesk,
  { file: only, query, offset, limit }: LineQuery,
): Promise<{ readonly lines: readonly FoundLine[]; readonly isMore: boolean }> {
  const isWanted = matcherOf(query);
  const told = new Set<string>();
  const found: FoundLine[] = [];
  for (const file of await desk.list()) {
    if (only !== undefined && file.name !== only) continue;
    const own: FoundLine[] = [];
    for await (const row of desk.read(file.name)) {
      for (const line of linesOf(row, file)) {
        if (!isWanted(line)) continue;
        const key = JSON.stringify(contentOf(line));
        if (!told.has(key)) own.push(line);
        told.add(key);
      }
    }
    found.push(...own.toSorted((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0)));
    if (found.length > offset + limit) break;
  }
  return { lines: found.slice(offset, offset + limit), isMore: found.length > offset + limit };
}

/** @param run whole, or its beginning @returns the file that holds it */
export async function fileOfRun(desk: ArchiveDesk, run: string): Promise<string | null> {
  for (const { name } of await desk.list()) {
    for await (const row of desk.read(name)) if (row.kind === 'run' && row.run.id.startsWith(run)) return name;
  }
  return null;
}

function linesOf(row: OldRow, { name, profiles }: ArchiveFile): readonly FoundLine[] {
  const profileId = profileOf(row);
  const of = { file: name, profileId, profile: profiles.find(({ id }) => id === profileId) ?? null };
  const change = (entry: HistoryEntry): FoundLine => ({ ...of, kind: 'change', at: entry.at, entry });
  const decided = (conflict: Conflict): FoundLine => ({ ...of, kind: 'conflict', at: conflict.since, conflict });
  switch (row.kind) {
    case 'change':
      return [change(row.entry)];
    case 'run':
      return [{ ...of, kind: 'run', at: row.run.startedAt, run: row.run }];
    case 'conflict':
      return [decided(row.conflict)];
    case 'task': {
      const { task, changes, conflicts } = row;
      const at = task.deletedAt ?? task.updatedAt;
      return [{ ...of, kind: 'task', at, old: row }, ...changes.map(change), ...conflicts.map(decided)];
    }
  }
}

function contentOf(line: FoundLine): unknown {
  switch (line.kind) {
    case 'change':
      return line.entry;
    case 'run':
      return line.run;
    case 'conflict':
      return line.conflict;
    case 'task':
      return line.old.task;
  }
}

function matcherOf(query: string): (line: FoundLine) => boolean {
  const text = query.trim();
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const isTitled = (title: string): boolean => words.every((word) => fold(title).includes(word));
  const isNamed = (id: string | null): boolean => id?.startsWith(text) === true;
  return (line) => {
    switch (line.kind) {
      case 'change':
        return isNamed(line.entry.task) || isNamed(line.entry.run) || isTitled(line.entry.title);
      case 'run':
        return isNamed(line.run.id);
      case 'conflict':
        return isNamed(line.conflict.task) || isTitled(line.conflict.title);
      case 'task':
        return isNamed(line.old.task.id) || isTitled(String(line.old.task.fields['title'] ?? ''));
    }
  };
}
