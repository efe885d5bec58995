import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupView, DamageView, RestorePlanView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { isDamagedData } from '../../../core/store/damaged-data.ts';
import type { Answer } from '../answer.ts';
import { type Cli, requireWritable } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { count, moment, shellWord } from '../text/words.ts';

interface Wanted {
  /** A backup's name, or a file. */
  readonly text: string;
  readonly secret: { readonly passphrase?: string };
  /** Do it, instead of saying what it would do. */
  readonly yes: boolean;
}

type Damage = NonNullable<DamageView['damage']>;

/** Whether the data can be read or not: what is wrong with it may show only when all of it is copied. */
export async function restoreBackup(cli: Cli, wanted: Wanted): Promise<Answer> {
  const damage = await damageOf(cli);
  if (damage !== null) return await replaceDamaged(cli, damage, wanted);
  try {
    return await restoreOver(cli, wanted);
  } catch (error) {
    const found = error instanceof TaskSyncError && isDamagedData(error) ? await damageOf(cli) : null;
    if (found === null) throw error;
    return await replaceDamaged(cli, found, wanted);
  }
}

export async function startEmpty(cli: Cli, yes: boolean): Promise<Answer> {
  const damage = await damageOf(cli);
  if (damage === null) {
    throw new TaskSyncError(
      'invalid-input',
      'The data is not damaged, so nothing was done. For another, empty one name a folder with --data-dir.',
    );
  }
  if (!yes) {
    return {
      json: { kept: null },
      text: () =>
        `${plainLine(damage.file)} is damaged. Beginning with nothing leaves the ${count(damage.backups.length, 'backup')} and the damaged file, which is put aside.\nNothing has been done yet. To do it: tasksync backup start-empty --yes`,
      exitCode: exitCodes.decision,
    };
  }
  const { kept } = await cli.call('damage.startEmpty', {});
  return { json: { kept }, text: () => `Begun with nothing. The damaged file is kept in ${plainLine(kept)}` };
}

export async function damageOf(cli: Cli): Promise<Damage | null> {
  return (await cli.call('damage.show', {})).damage;
}

async function restoreOver(cli: Cli, { text, secret, yes }: Wanted): Promise<Answer> {
  const { api } = await cli.core();
  const { backups } = await api.call('backups.list', {});
  const name = await nameOf(cli, text, backups, () => requireWritable(api));
  if (!yes) {
    const plan = await cli.call('backups.restorePlan', { name, ...secret });
    return {
      json: { restored: null, ...plan },
      text: () => planText(plan, cli.terminal.columns),
      exitCode: exitCodes.decision,
    };
  }
  const { before } = await cli.call('backups.restore', { name, ...secret });
  return {
    json: { restored: name, before },
    text: () => `Restored. What was here is kept as ${before.name}.\n${afterwards}`,
  };
}

async function replaceDamaged(cli: Cli, damage: Damage, { text, secret, yes }: Wanted): Promise<Answer> {
  const name = await nameOf(cli, text, damage.backups, async () => undefined);
  if (!yes) {
    const backup = (await damageOf(cli))?.backups.find((one) => one.name === name);
    if (backup === undefined)
      throw new TaskSyncError('invalid-input', `There is no backup “${name}”. Nothing was done.`);
    return {
      json: { restored: null, backup },
      text: () => damagedText(damage, backup),
      exitCode: exitCodes.decision,
    };
  }
  const { kept } = await cli.call('damage.restore', { name, ...secret });
  return {
    json: { restored: name, kept },
    text: () => `Restored. The damaged file is kept in ${plainLine(kept)}.\n${afterwards}`,
  };
}

const afterwards = 'Each profile waits for you now: look with "tasksync plan", then run it with "tasksync sync".';

/** A file from elsewhere is taken in among the backups first. */
async function nameOf(
  cli: Cli,
  text: string,
  backups: readonly BackupView[],
  allowed: () => Promise<void>,
): Promise<string> {
  if (backups.some(({ name }) => name === text)) return text;
  if ((await stat(text).catch(() => null))?.isFile() !== true) return text;
  await allowed();
  const { openBackups } = await import('../../node/backups/open-backups.ts');
  return await (await openBackups(join(await cli.dataDir(), 'backups')).files()).bring(text);
}

const kinds = { gone: 'would be gone', changed: 'would change', back: 'would come back' } as const;
const untouched = 'Nothing is changed at any service. Sign-ins are not in a backup: those of this computer are used.';

function planText({ backup, counts, tasks, profiles, connections, waiting }: RestorePlanView, columns: number): string {
  const total = counts.gone + counts.changed + counts.back;
  const named = (what: string, all: RestorePlanView['profiles']): readonly string[] =>
    all.map(({ name, kind }) => `${what} ${plainLine(name)} ${kinds[kind]}.`);
  const rows = tasks.map(({ title, kind, fields }) => [plainLine(title), kinds[kind], fields.join(', ')]);
  const head = [{ title: 'TASK', flexible: true }, { title: 'RESTORING' }, { title: 'FIELDS', flexible: true }];
  return [
    total === 0
      ? 'All tasks are as they are here now.'
      : `${count(counts.gone, 'task')} would be gone, ${counts.changed} would change, ${counts.back} would come back.`,
    ...(rows.length > 0 ? ['', table(head, rows, columns), ''] : []),
    ...(total > rows.length ? [`${count(total - rows.length, 'more task')}.`] : []),
    ...named('Profile', profiles),
    ...named('Connection', connections),
    ...(waiting > 0 ? [`${count(waiting, 'change')} made here that no service has seen yet would be gone.`] : []),
    untouched,
    howTo(backup.name),
  ].join('\n');
}

function damagedText({ file }: Damage, { name, at, tasks, profiles, connections }: BackupView): string {
  const holds = [count(tasks, 'task'), count(profiles, 'profile'), count(connections, 'connection')].join(', ');
  return [
    `${plainLine(file)} is damaged, so what would become different cannot be said.`,
    `The backup is of ${moment(at)} and holds ${holds}. The damaged file is put aside and kept.`,
    untouched,
    howTo(name),
  ].join('\n');
}

function howTo(name: string): string {
  return `Nothing has been done yet. To do it: tasksync backup restore ${shellWord(name)} --yes`;
}
