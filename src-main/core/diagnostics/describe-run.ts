import type { Problem, Run } from '../../../src-shared/domain/run.ts';
import { isOurs } from './describe-profile.ts';

/** How a run ended and what it did, in numbers; of its problems the codes, each as often as it came. */
export function describeRun(run: Run) {
  const { id, profile, trigger, state, startedAt, durationMs, tasks, conflicts, pending, problems, brakes } = run;
  return {
    ...{ run: id, profile, trigger, state, startedAt, durationMs, tasks, conflicts, pending },
    matches: run.matches ?? 0,
    phases: run.phases ?? [],
    brakes: brakes.map(({ kind }) => kind),
    problems: countsOf(problems.map(describeProblem)),
    endpoints: run.endpoints.map(({ name: _, ...counts }) => counts),
  };
}

function describeProblem({ task, endpoint, field, code, facts = {} }: Problem): string {
  const about = task === null ? 'place' : 'task';
  const where = field === null ? '' : ` field=${isOurs(field) ? field : 'other'}`;
  const said = (['status', 'cause', 'sqlite'] as const).flatMap((name) => {
    const fact = facts[name];
    return typeof fact === 'number' || (typeof fact === 'string' && /^[\w-]{1,60}$/.test(fact))
      ? [` ${name}=${fact}`]
      : [];
  });
  return `${/^[\w-]{1,60}$/.test(code) ? code : 'other'} ${about} endpoint=${endpoint}${where}${said.join('')}`;
}

function countsOf(lines: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(lines, (line) => line)].map(([line, all]) => [line, all.length]));
}
