import type { Command } from 'commander';
import type { ArchiveFileView, ArchiveLine } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';
import { changesOf } from '../text/run-text.ts';
import { sizeText } from '../text/size-text.ts';
import { table } from '../text/table.ts';
import { historyLine } from '../text/task-text.ts';
import { count, list, moment, shortId } from '../text/words.ts';

interface ShowOptions {
  readonly task?: string;
  readonly limit: string;
  readonly offset: string;
}

export function addArchive(program: Command, cli: Cli): void {
  const noun = program.command('archive').description('history, runs and deleted tasks that were too old to stay');
  noun
    .command('list')
    .description('its files, newest first')
    .action(() => cli.answer(listFiles(cli)));
  noun
    .command('show [file]')
    .description('what is in it, newest first; without a file, in all of them')
    .option('--task <id-or-words>', 'only what is about this task, by its id or words of its title; a run by its id')
    .option('--limit <number>', 'how many lines at most', '100')
    .option('--offset <number>', 'without so many of the newest', '0')
    .action((file: string | undefined, options: ShowOptions) => cli.answer(show(cli, file, options)));
  noun
    .command('remove <file>')
    .description('delete it for good')
    .action((file: string) => cli.answer(remove(cli, file)));
}

async function listFiles(cli: Cli): Promise<Answer> {
  const { folder, files } = await cli.call('archive.list', {});
  return {
    json: files,
    text: () => {
      if (files.length === 0) return 'Nothing is archived yet: all of the history is here.';
      const columns = [
        { title: 'FILE', flexible: true },
        { title: 'FROM' },
        { title: 'TO' },
        { title: 'HOLDS', flexible: true },
        { title: 'SIZE', align: 'right' as const },
      ];
      const rows = files.map((file) => [
        file.name,
        moment(file.from),
        moment(file.to),
        contentText(file),
        sizeText(file.size),
      ]);
      return `${table(columns, rows, cli.terminal.columns)}\n\nIn ${plainLine(folder ?? '')}`;
    },
  };
}

function contentText({ changes, runs, conflicts, tasks }: ArchiveFileView): string {
  const parts = [
    ...(changes > 0 ? [count(changes, 'change')] : []),
    ...(runs > 0 ? [count(runs, 'run')] : []),
    ...(conflicts > 0 ? [count(conflicts, 'conflict')] : []),
    ...(tasks > 0 ? [count(tasks, 'deleted task')] : []),
  ];
  return list(parts);
}

async function show(cli: Cli, file: string | undefined, { task, limit, offset }: ShowOptions): Promise<Answer> {
  const page = await cli.call('archive.show', {
    ...(file === undefined ? {} : { file }),
    ...(task === undefined ? {} : { query: task }),
    ...{ limit: Number(limit), offset: Number(offset) },
  });
  const next = Number(offset) + page.lines.length;
  return {
    json: page,
    text: () =>
      page.lines.length === 0
        ? 'The archive holds nothing of that.'
        : [...page.lines.map(lineText), ...(page.isMore ? [`There is more: --offset ${next}`] : [])].join('\n'),
  };
}

function lineText(line: ArchiveLine): string {
  const when = `${moment(line.at)} ${plainLine(line.profile)}`;
  switch (line.kind) {
    case 'change':
      return `${plainLine(line.change.title)}: ${historyLine(line.change)}`;
    case 'run':
      return `${when} run ${shortId(line.run.run)}: ${[line.run.state, ...changesOf(line.run).map(([place, counts]) => `${plainLine(place)} ${counts}`)].join(' · ')}`;
    case 'conflict':
      return `${when} “${plainLine(line.title)}”: conflict about ${line.field}, decided by ${line.resolution ?? 'nobody'}`;
    case 'task':
      return `${when} “${plainLine(line.title)}” left the bin, with ${count(line.comments.length, 'comment')}`;
  }
}

async function remove(cli: Cli, file: string): Promise<Answer> {
  const { files } = await cli.call('archive.remove', { file });
  return { json: files, text: () => `${plainLine(file)} is removed.`, confirmation: true };
}
