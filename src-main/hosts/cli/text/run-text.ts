import type { RunView } from '../../../../src-shared/api/views.ts';
import type { RunState } from '../../../../src-shared/domain/run.ts';
import { plainLine } from './plain.ts';
import { count, countsOf, duration, shellWord } from './words.ts';

/** More would push the summary off the screen; `runs show` has them all. */
const mostProblems = 10;

/** How a run went, in as many lines as there is something to say. */
export function runText(run: RunView): string {
  const name = plainLine(run.profile);
  return [
    `${name}: ${headline(run)}`,
    ...changeLines(run),
    ...run.brakes.map((brake) => `  ${plainLine(brake)}`),
    ...problemLines(run),
    ...nextSteps(run),
  ].join('\n');
}

const headlines: Readonly<Record<RunState, string>> = {
  running: 'still running',
  done: 'in sync',
  problems: 'done with problems',
  held: 'held by a brake, nothing was written',
  failed: 'failed',
  offline: 'offline, what waits goes out later',
  stopped: 'stopped, nothing is half written',
};

function headline(run: RunView): string {
  const { state, conflicts, matches, problems, pending, durationMs } = run;
  const words = state === 'problems' ? `done with ${count(problems.length, 'problem')}` : headlines[state];
  return [
    state === 'done' && conflicts + matches > 0 ? 'done' : words,
    ...(conflicts > 0 ? [`${count(conflicts, 'conflict')} to decide`] : []),
    ...(matches > 0 ? [`${count(matches, 'pair')} that may be the same task`] : []),
    ...(pending > 0 ? [`${count(pending, 'change')} waiting to be sent`] : []),
    ...(state === 'done' && !hasChanges(run) ? ['nothing had changed'] : []),
    duration(durationMs),
  ].join(' · ');
}

export function hasChanges(run: RunView): boolean {
  return changesOf(run).length > 0;
}

/** Place by place, what was changed there: `['gh', '2 created, 1 updated']`. */
export function changesOf({ tasks, endpoints }: RunView): readonly (readonly [string, string])[] {
  const { created, updated, deleted } = tasks;
  const places: (readonly [string, string])[] = [
    ['here', countsOf({ created, updated, deleted })],
    ...endpoints.map(
      ({ endpoint, created, updated, closed, deleted }) =>
        [plainLine(endpoint), countsOf({ created, updated, closed, deleted })] as const,
    ),
  ];
  return places.filter(([, counts]) => counts !== '');
}

function changeLines(run: RunView): readonly string[] {
  const changes = changesOf(run);
  const width = Math.max(...changes.map(([place]) => place.length));
  return changes.map(([place, counts]) => `  ${place.padEnd(width)}  ${counts}`);
}

function problemLines({ run, problems }: RunView): readonly string[] {
  const lines = problems.slice(0, mostProblems).map(({ endpoint, title, message }) => {
    const where = [plainLine(endpoint), title === null ? '' : `"${plainLine(title)}"`].filter(Boolean).join(' ');
    return `  ! ${where === '' ? '' : `${where}: `}${plainLine(message)}`;
  });
  const more = problems.length - mostProblems;
  return more > 0 ? [...lines, `  and ${count(more, 'more problem')}: tasksync runs show ${run.slice(0, 8)}`] : lines;
}

function nextSteps({ profile, state, conflicts, matches }: RunView): readonly string[] {
  const name = shellWord(plainLine(profile));
  return [
    ...(state === 'held'
      ? [`  Look at it: tasksync plan ${name}`, `  Let it through: tasksync sync ${name} --accept-brakes`]
      : []),
    ...(conflicts > 0 ? ['  Decide: tasksync conflicts list'] : []),
    ...(matches > 0 ? [`  Say whether they are: tasksync matches list ${name}`] : []),
  ];
}
