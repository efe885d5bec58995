import type { Command } from 'commander';
import type { PlanView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { fieldText } from '../text/field-text.ts';
import { plainLine } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { cutTo, padTo, widthOf } from '../text/width.ts';
import { count, shellWord } from '../text/words.ts';

export function addPlan(program: Command, cli: Cli): void {
  program
    .command('plan <profile>')
    .description('preview of what sync would do; nothing is written anywhere')
    .action((profile: string) => cli.answer(plan(cli, profile)));
}

async function plan(cli: Cli, profile: string): Promise<Answer> {
  const view = await cli.call('plans.preview', { profile });
  // A plan of what was read last would be taken for one of now.
  const [failure] = view.failures;
  if (failure) throw new TaskSyncError(failure.code, failure.message);
  return { json: view, text: () => planText(view, cli.terminal.columns) };
}

type Action = PlanView['actions'][number];
type Kind = Action['kind'];

const kinds = ['create', 'update', 'close', 'delete', 'restore', 'link', 'unlink'] as const satisfies readonly Kind[];
const marks: Readonly<Record<Kind, string>> = {
  create: '+',
  update: '~',
  close: '-',
  delete: 'x',
  restore: '<',
  link: '=',
  unlink: '/',
};

/** @param mostLines of the actions; more are counted */
export function planText(plan: PlanView, columns: number, mostLines = Number.POSITIVE_INFINITY): string {
  const parts = [
    ...actionTexts(plan.actions, columns, mostLines),
    plan.conflicts.map((conflict) => cutTo(conflictLine(conflict), columns)).join('\n'),
    plan.matches.map((match) => cutTo(matchLine(match), columns)).join('\n'),
    plan.refusals.map(refusalLine).join('\n'),
    plan.brakes.map((brake) => `Brake: ${plainLine(brake)}`).join('\n'),
    ending(plan),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** How many of what, and each of them on a line. */
export function actionTexts(
  actions: readonly Action[],
  columns: number,
  mostLines = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (actions.length === 0) return [];
  const width = Math.max(0, ...actions.map(({ endpoint }) => widthOf(plainLine(endpoint))));
  const lines = actions.slice(0, mostLines).map((action) => cutTo(actionLine(action, width), columns));
  const more = actions.length - lines.length;
  return [
    summary(actions, columns),
    [...lines, ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : [])].join('\n'),
  ];
}

/** How many of what, place by place. */
function summary(actions: readonly Action[], columns: number): string {
  const used = kinds.filter((kind) => actions.some((action) => action.kind === kind));
  const places = [...new Set(actions.map(({ endpoint }) => endpoint))];
  const amount = (place: string, kind: Kind): string => {
    const found = actions.filter((action) => action.endpoint === place && action.kind === kind).length;
    return found === 0 ? '·' : found.toLocaleString('en');
  };
  return table(
    [{ title: '', flexible: true }, ...used.map((kind) => ({ title: kind, align: 'right' as const }))],
    places.map((place) => [plainLine(place), ...used.map((kind) => amount(place, kind))]),
    columns,
  );
}

function actionLine({ kind, endpoint, title, fields }: Action, width: number): string {
  return `${marks[kind]} ${padTo(plainLine(endpoint), width)}  ${quotedTitle(title)}  ${details(kind, fields)}`.trimEnd();
}

function details(kind: Kind, fields: Action['fields']): string {
  if (kind === 'create') return count(fields.length, 'field');
  return fields.map(({ field, before, after }) => `${field}: ${fieldText(before)} → ${fieldText(after)}`).join(', ');
}

function conflictLine({ title, field, before, sides }: PlanView['conflicts'][number]): string {
  const said = sides.map(({ side, value }) => `${plainLine(side)} ${fieldText(value)}`).join(', ');
  return `! conflict  ${quotedTitle(title)}  ${field}: ${said} (before ${fieldText(before)})`;
}

function matchLine({ sides: [a, b], score, reasons }: PlanView['matches'][number]): string {
  const likeness = `${Math.round(score * 100)} %: ${plainLine(reasons.join(', '))}`;
  return `= the same?  ${quotedTitle(a.title)}  ${quotedTitle(b.title)}  (${likeness})`;
}

function refusalLine({ endpoint, title, message }: PlanView['refusals'][number]): string {
  const what = title === null ? '' : `  ${quotedTitle(title)}`;
  return `? ${plainLine(endpoint)}${what}  ${plainLine(message)}`;
}

function ending({ profile, actions, conflicts, matches, refusals, brakes }: PlanView): string {
  const name = shellWord(plainLine(profile));
  if (brakes.length > 0) {
    return `Nothing has been written, and sync would stop and ask. To let it through: tasksync sync ${name} --accept-brakes`;
  }
  if (actions.length > 0) return `Nothing has been written. To do it: tasksync sync ${name}`;
  if (matches.length > 0) return `Say what is the same task: tasksync matches list ${name}`;
  return conflicts.length + refusals.length > 0 ? 'Nothing else to do.' : 'All sides are the same already.';
}

export function quotedTitle(title: string): string {
  return `"${plainLine(title)}"`;
}
