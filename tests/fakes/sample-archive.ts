import type { ApiInput } from '../../src-shared/api/contract.ts';
import type { ArchiveFileView, ArchiveLine, ArchivePage, ArchiveView, RunView } from '../../src-shared/api/views.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';

const dayMs = 24 * 3_600_000;

/** Three months of files, with a line of each kind in them. */
export function createSampleArchive(now: number, run: RunView | undefined, changed: () => void) {
  const ago = (days: number): string => new Date(now - days * dayMs).toISOString();
  const file = (days: number, counts: Partial<ArchiveFileView>): ArchiveFileView => ({
    name: `${ago(days - 90).slice(0, 10)}T06-00-00Z.jsonl.gz`,
    ...{ at: ago(days - 90), from: ago(days + 1), to: ago(days), size: 8_400 + days },
    ...{ changes: 0, runs: 0, conflicts: 0, tasks: 0, ...counts },
  });
  let files: readonly ArchiveFileView[] = [
    file(91, { changes: 42, runs: 12, tasks: 1 }),
    file(92, { changes: 7, runs: 12, conflicts: 2 }),
    ...[93, 94, 95, 96].map((days) => file(days, { changes: days, runs: 12 })),
  ];
  const first = files[0]?.name ?? '';
  const of = { file: first, profile: run?.profile ?? 'Web team' };
  const lines: readonly ArchiveLine[] = [
    {
      ...{ ...of, kind: 'task', at: ago(91.1), task: 't77', title: 'Order the old badges' },
      fields: { title: 'Order the old badges', body: 'Blue ones.\nTwenty of them.' },
      ...{ comments: [{ author: 'Tom', at: ago(120), text: 'Done.' }], attachments: ['badges.pdf'] },
    },
    {
      ...{ ...of, kind: 'change', at: ago(91.4) },
      change: {
        ...{
          id: 12,
          run: 'r1',
          at: ago(91.4),
          task: 't1',
          title: 'Fix the login page',
          kind: 'update',
          field: 'status',
        },
        ...{ before: 'todo', after: 'doing', by: 'Ana', place: 'here', actor: 'Redmine' },
      },
    },
    {
      ...{ ...of, kind: 'conflict', at: ago(91.6), task: 't2', title: 'Renew the certificate', field: 'priority' },
      ...{ before: 'medium', resolution: 'person' },
      sides: [
        { side: 'here', value: 'high', by: 'Ana' },
        { side: 'Redmine', value: 'low', by: 'Tom' },
      ],
    },
    ...(run ? [{ ...of, kind: 'run' as const, at: ago(91.8), run: { ...run, startedAt: ago(91.8) } }] : []),
  ];
  const list = (): ArchiveView => ({ folder: '/home/ana/.local/share/task-sync/archive', files });
  return {
    'archive.list': list,
    'archive.show': ({ query = '', limit = 100 }: ApiInput<'archive.show'>): ArchivePage => {
      const found = lines.filter((line) => JSON.stringify(line).toLowerCase().includes(query.toLowerCase()));
      return { lines: found.slice(0, limit), isMore: found.length > limit };
    },
    'archive.remove': ({ file: name }: ApiInput<'archive.remove'>) => {
      if (!files.some((one) => one.name === name)) throw new TaskSyncError('invalid-input', 'There is no such file.');
      files = files.filter((one) => one.name !== name);
      changed();
      return list();
    },
  };
}
