import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { HistoryCheckView, HistoryFaultView } from '../../../../src-shared/api/views.ts';
import { version } from '../../../../src-shared/version.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';
import { count } from '../text/words.ts';

/** One thing that was looked at. */
interface Finding {
  readonly check: 'program' | 'folder' | 'space' | 'database' | 'history' | 'secrets' | 'connection';
  readonly state: 'fine' | 'trouble';
  /** A sentence, with what to do where there is something to do. */
  readonly says: string;
}

export function addDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('look whether folder, disk, database, history, secrets and connections are well; nothing is repaired')
    .option('--seal <seal>', 'a seal of the history that you noted: whether everything up to it is as it was')
    .action((options: { readonly seal?: string }) => cli.answer(examine(cli, options.seal)));
}

async function examine(cli: Cli, seal: string | undefined): Promise<Answer> {
  const folder = await cli.dataDir();
  const about = fine(
    'program',
    `Task Sync ${version} on Node ${process.versions.node}, ${process.platform} ${process.arch}.`,
  );
  const data = await checkData(folder);
  const isUsable = data.every(({ check, state }) => check !== 'database' || state === 'fine');
  const findings = [about, ...data, ...(isUsable ? await checkWithin(cli, seal) : [])];
  const isWell = findings.every(({ state }) => state === 'fine');
  return {
    json: { ok: isWell, findings },
    text: () => [...findings.map(line), '', isWell ? 'All is well.' : 'Something needs you.'].join('\n'),
    exitCode: isWell ? exitCodes.done : exitCodes.problems,
  };
}

function line({ check, state, says }: Finding): string {
  return `${state === 'fine' ? 'ok' : '!!'}  ${check.padEnd(10)}  ${plainLine(says)}`;
}

async function checkData(folder: string): Promise<readonly Finding[]> {
  const { mode } = await stat(folder).catch(() => ({ mode: null }));
  if (mode === null) return [fine('folder', `There is no data yet in ${folder}.`)];
  return [checkRights(folder, mode), await checkSpace(folder), await checkDatabase(join(folder, 'task-sync.db'))];
}

/** Windows has other rights than these. */
function checkRights(folder: string, mode: number): Finding {
  const others = mode & 0o077;
  if (process.platform === 'win32' || others === 0) return fine('folder', `${folder} is for you only.`);
  return trouble('folder', `Others on this computer can look into ${folder}. Close it: chmod 700 on it.`);
}

const leastSpace = 200_000_000;

async function checkSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const words = `${Math.round(free / 1_000_000).toLocaleString('en')} MB are free on its disk.`;
  return free < leastSpace ? trouble('space', `Only ${words} Make some room.`) : fine('space', words);
}

async function checkDatabase(file: string): Promise<Finding> {
  const { checkFile } = await import('../../../core/store/sqlite/check-file.ts');
  const found = checkFile(file);
  switch (found.state) {
    case 'missing':
      return fine('database', 'There is none yet; it is made with the first profile.');
    case 'foreign':
      return trouble('database', found.message);
    case 'damaged':
      return trouble('database', `${file} is damaged. Restore a backup: tasksync backup list`);
    case 'sound':
      return fine('database', `Every page of it is sound; schema ${found.schema}.`);
  }
}

/** What only the open program knows. */
async function checkWithin(cli: Cli, seal: string | undefined): Promise<readonly Finding[]> {
  const history = await cli.call('history.check', seal === undefined ? {} : { seal });
  const { state } = await cli.call('secrets.state', {});
  const secrets =
    state === 'locked'
      ? trouble('secrets', 'They are locked with a passphrase. Set TASKSYNC_PASSPHRASE or open the app.')
      : fine('secrets', state === 'unset' ? 'None are stored yet.' : 'They can be stored and read.');
  const connections = await cli.call('connections.list', {});
  return [
    ...historyFindings(history),
    secrets,
    ...connections.map(({ name, connector, state: works, trouble: why }) => {
      if (works === 'works') return fine('connection', `${name} (${connector}) worked when it was last used.`);
      if (works === 'untested') return fine('connection', `${name} (${connector}) was not used yet.`);
      const what = works === 'needs-sign-in' ? 'needs you to sign in.' : 'does not work.';
      return trouble('connection', `${name} (${connector}) ${what}${why ? ` ${why.message}` : ''}`);
    }),
  ];
}

const faultWords: Readonly<Record<HistoryFaultView['kind'], string>> = {
  changed: 'does not say any more what it said when it was written',
  missing: 'is missing',
  removed: 'was removed too early',
  added: 'was not written by Task Sync',
  rewritten: 'ends a row of entries that are not those that were written',
};

function historyFindings({ faults, entries, seal, noted }: HistoryCheckView): readonly Finding[] {
  const advice = 'Compare with a backup: tasksync backup list';
  const broken = faults.map(({ kind, entry, at, title }) => {
    const which = [
      `Entry ${entry}`,
      ...(at === null ? [] : [`of ${at}`]),
      ...(title === null ? [] : [`about “${title}”`]),
    ];
    return trouble('history', `${which.join(' ')} ${faultWords[kind]}. ${advice}`);
  });
  const own =
    faults.length > 0 ? broken : [fine('history', `${count(entries, 'entry', 'entries')} as written; seal ${seal}`)];
  switch (noted) {
    case null:
      return own;
    case 'held':
      return [...own, fine('history', 'Everything up to the seal that you gave is as it was.')];
    case 'too-old':
      return [
        ...own,
        fine('history', 'The seal that you gave is older than what is kept, so nothing can be said of it.'),
      ];
    case 'broken':
      return [...own, trouble('history', `The history is not the one that the seal you gave is of. ${advice}`)];
  }
}

function fine(check: Finding['check'], says: string): Finding {
  return { check, state: 'fine', says };
}

function trouble(check: Finding['check'], says: string): Finding {
  return { check, state: 'trouble', says };
}
