import type { Command } from 'commander';
import type { ApiInput } from '../../../../src-shared/api/contract.ts';
import { type ExportedThing, exportedThings, exportFormats } from '../../../../src-shared/api/exchange.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';

interface ExportOptions {
  readonly format: string;
  readonly profile?: string;
  readonly query?: string;
  readonly out?: string;
}

export function addExport(program: Command, cli: Cli): void {
  program
    .command('export <tasks|history>')
    .description('all tasks, or all that was ever changed, as a file for other programs and for import')
    .option('--format <format>', 'csv, json, or of tasks ics (iCalendar)', 'csv')
    .option('--profile <profile>', 'only of this profile')
    .option('--query <query>', 'only tasks that it finds, as `tasks list` does; is:bin for those in the bin')
    .option('--out <file>', 'where to; a file that is there is replaced. Default: standard output')
    .action((what: string, options: ExportOptions) => exportThing(cli, what, options));
}

async function exportThing(cli: Cli, what: string, options: ExportOptions): Promise<void> {
  const { out } = options;
  const thing = oneOf(exportedThings, what);
  const parts = readParts(cli, { what: thing, format: oneOf(exportFormats, options.format), ...which(thing, options) });
  if (out === undefined || out === '-') {
    for await (const part of parts) await cli.terminal.out(part);
    return;
  }
  const { writeParts } = await import('../../node/write-whole.ts');
  const bytes = await writeParts(out, parts).catch((cause: unknown) => {
    if (cause instanceof TaskSyncError) throw cause;
    throw new TaskSyncError('invalid-input', `The file ${plainLine(out)} cannot be written. Nothing was exported.`, {
      cause,
    });
  });
  await cli.answer(written(thing, out, bytes));
}

async function* readParts(cli: Cli, input: Omit<ApiInput<'data.export'>, 'after'>): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const page: { readonly text: string; readonly next: string | null } = await cli.call('data.export', {
      ...input,
      after,
    });
    yield page.text;
    after = page.next;
  } while (after !== null);
}

function which(
  thing: ExportedThing,
  { profile, query }: ExportOptions,
): Pick<ApiInput<'data.export'>, 'profile' | 'of'> {
  const inProfile = profile === undefined ? {} : { profile };
  if (query === undefined) return inProfile;
  if (thing === 'tasks') return { of: { query, ...inProfile } };
  throw new TaskSyncError('invalid-input', 'Only tasks are found by --query. Nothing was exported.');
}

function written(what: ExportedThing, file: string, bytes: number): Answer {
  return {
    json: { what, file, bytes },
    text: () => `Wrote ${what === 'tasks' ? 'the tasks' : 'the history'} to ${plainLine(file)}.`,
    confirmation: true,
  };
}

function oneOf<Known extends string>(known: readonly Known[], given: string): Known {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw new TaskSyncError(
    'invalid-input',
    `“${plainLine(given)}” is none of ${known.join(', ')}. Nothing was exported.`,
  );
}
