import type { HistoryView, TaskDetail, TaskView } from '../../../../src-shared/api/views.ts';
import { isProgramName } from '../../../../src-shared/program-names.ts';
import { dateText, fieldText } from './field-text.ts';
import { plainLine, plainText } from './plain.ts';
import { stateWords } from './profile-text.ts';
import { table } from './table.ts';
import { moment, shortId } from './words.ts';

/** More is a matter of the app; the newest are what one asks for at a terminal. */
const mostHistory = 20;

/** Everything about one task, one paragraph a topic. */
export function taskText({ task, copies, history, problems, conflicts }: TaskDetail, columns: number): string {
  const parts = [
    `${plainLine(task.title)}\n${task.id} in ${plainLine(task.profile)}, ${stateOf(task)}`,
    fieldLines(task),
    task.body === '' ? '' : indented(plainText(task.body)),
    copies.length === 0 ? '' : comparison(task, copies, columns),
    problems.map(({ endpointName, message }) => `! ${plainLine(endpointName)}: ${plainLine(message)}`).join('\n'),
    conflicts
      .map(({ id, field }) => `! ${field} waits for a decision: tasksync conflicts show ${shortId(id)}`)
      .join('\n'),
    (task.attachments ?? []).map(attachmentLine).join('\n'),
    task.comments
      .map(({ author, at, text }) => `${plainLine(author)}, ${moment(at)}\n${indented(plainText(text))}`)
      .join('\n\n'),
    history.slice(0, mostHistory).map(historyLine).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function attachmentLine({ kind, name, size, url, place }: NonNullable<TaskView['attachments']>[number]): string {
  const isProgram = kind === 'file' && isProgramName(name);
  const facts = [size === null ? '' : `${size} bytes`, plainLine(place ?? ''), plainLine(url ?? '')];
  const what = [...facts, isProgram ? '(a program: open it only if you expected it)' : ''];
  return [`+ ${plainLine(name)}`, ...what.filter((part) => part !== '')].join('  ');
}

function stateOf(task: TaskView): string {
  return task.deletedAt === null ? stateWords[task.state] : `in the bin since ${moment(task.deletedAt)}`;
}

function fieldLines(task: TaskView): string {
  const { status, priority, assignees, labels, start, due, milestone, parent, estimate, progress, custom } = task;
  const fields = {
    status,
    priority,
    assignees: assignees.join(', '),
    labels: labels.join(', '),
    start: start && dateText(start),
    due: due && dateText(due),
    milestone,
    parent: parent === null ? null : shortId(parent),
    estimate: estimate === null ? null : `${estimate} min`,
    progress: progress === null ? null : `${progress} %`,
    ...custom,
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${plainLine(name).padEnd(10)}  ${plainLine(String(value))}`)
    .join('\n');
}

/** The services' own values, side by side. */
function comparison(task: TaskView, copies: TaskDetail['copies'], columns: number): string {
  const names = [...new Set(copies.flatMap(({ fields }) => Object.keys(fields)))].filter((name) => name !== 'body');
  const urls = task.links.flatMap(({ endpoint, url }) =>
    url === null ? [] : [`${plainLine(endpoint)}: ${plainLine(url)}`],
  );
  const rows = names.map((name) => [plainLine(name), ...copies.map(({ fields }) => fieldText(fields[name]))]);
  const titles = copies.map(({ endpoint }) => ({ title: plainLine(endpoint), flexible: true }));
  return [table([{ title: 'FIELD' }, ...titles], rows, columns), ...urls].join('\n');
}

export function historyLine({ at, kind, field, place, actor, by, before, after }: HistoryView): string {
  const who = by === null ? actor : `${by} at ${actor}`;
  const what = field === null ? '' : ` ${plainLine(field)}: ${fieldText(before)} → ${fieldText(after)}`;
  return `${moment(at)}  ${plainLine(place)}  ${kind}${what}  (${plainLine(who)})`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
