import type { ArchiveLine, ArchiveView } from '../../../src-shared/api/views.ts';
import type { FieldName, FieldValue } from '../../../src-shared/domain/field.ts';
import type { FoundLine } from '../archive/find-lines.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { type Names, namesIn } from './names.ts';
import { saidIn, viewHistory, viewRun } from './run-view.ts';
import { plainValue, viewComments } from './task-view.ts';

export function archiveHandlers(context: ApiContext): Handlers<'archive.list' | 'archive.show' | 'archive.remove'> {
  const { archive, options } = context;
  const list = async (): Promise<ArchiveView> => ({
    folder: options.archive?.folder ?? null,
    files: (await archive.list()).map(({ name, at, from, to, size, counts }) => ({
      name,
      at,
      from,
      to,
      size,
      ...counts,
    })),
  });
  return {
    'archive.list': list,
    'archive.show': async ({ file, query = '', offset = 0, limit = 100 }) => {
      if (file !== undefined) await archive.require(file);
      // Loaded when needed: hardly anybody looks into it.
      const { findLines } = await import('../archive/find-lines.ts');
      const { lines, isMore } = await findLines(archive, {
        ...(file === undefined ? {} : { file }),
        ...{ query, offset, limit },
      });
      return { lines: await viewLines(context, lines), isMore };
    },
    'archive.remove': async ({ file }) => {
      await archive.remove(file);
      return await list();
    },
  };
}

/** With the names of places and values of now, where there are such, and of then otherwise. */
async function viewLines(context: ApiContext, lines: readonly FoundLine[]): Promise<readonly ArchiveLine[]> {
  const { profiles } = context.options.store;
  const names = new Map<string, Names>();
  const called = new Map<string, string>();
  for (const [id, own] of Map.groupBy(lines, ({ profileId }) => profileId)) {
    const profile = await profiles.get(id);
    const [first] = own;
    const then = new Map(first?.profile?.endpoints.map((endpoint) => [endpoint.id, endpoint.name]));
    const now = await namesIn(
      context,
      profile,
      own.flatMap((line) => (line.kind === 'change' ? saidIn([line.entry]) : [])),
    );
    const place = (origin: string): string => {
      const name = now.place(origin);
      return name === origin ? (then.get(origin) ?? origin) : name;
    };
    names.set(id, { ...now, place });
    called.set(id, profile?.name ?? first?.profile?.name ?? id);
  }
  return lines.flatMap((line) => {
    const of = names.get(line.profileId);
    return of ? [viewLine(line, called.get(line.profileId) ?? '', of)] : [];
  });
}

function viewLine(line: FoundLine, profile: string, names: Names): ArchiveLine {
  const { file, at } = line;
  switch (line.kind) {
    case 'change':
      return { file, at, profile, kind: 'change', change: viewHistory(line.entry, names) };
    case 'run':
      return { file, at, profile, kind: 'run', run: viewRun(line.run, profile) };
    case 'conflict': {
      const { task, title, field, before, sides, resolution } = line.conflict;
      return {
        ...{ file, at, profile, kind: 'conflict', task, title, field, before: plainValue(before), resolution },
        sides: sides.map(({ side, value, by }) => ({ side: names.place(side), value: plainValue(value), by })),
      };
    }
    case 'task': {
      const { task, comments, attachments } = line.old;
      const fields = Object.entries(task.fields).map(([name, value]): [FieldName, FieldValue] => [
        name,
        plainValue(value),
      ]);
      return {
        ...{ file, at, profile, kind: 'task', task: task.id, title: String(task.fields['title'] ?? '') },
        fields: Object.fromEntries(fields),
        comments: viewComments(undefined, comments).map(({ author, at: written, text }) => ({
          author,
          at: written,
          text,
        })),
        attachments: attachments.filter(({ deletedAt }) => deletedAt === null).map(({ name }) => name),
      };
    }
  }
}
