import type { TaskDetail, TaskOutlook } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { momentText } from '../words/time-text.ts';

type TaskProblem = TaskDetail['problems'][number];

export interface Attempts {
  readonly attempts: number;
  /** Of the next one; null: not by itself. */
  readonly retryAt: string | null;
}

/** How often it was tried, and when it is again. */
export function attemptsOf(problem: TaskProblem, outlook: TaskOutlook | undefined): Attempts {
  const open = outlook?.attempts.filter(({ endpoint }) => endpoint === problem.endpointName) ?? [];
  const times = [problem.retryAt, ...open.map(({ retryAt }) => retryAt)].filter((time) => time !== null).sort();
  return { attempts: Math.max(0, ...open.map(({ attempts }) => attempts)), retryAt: times[0] ?? null };
}

export function problemFacts(problem: TaskProblem, { attempts, retryAt }: Attempts): string {
  return [
    problem.endpointName,
    t('inspector.problem.since', { time: momentText(problem.since) }),
    attempts > 0 && t('inspector.problem.attempts', { count: attempts }),
    retryAt !== null && t('inspector.problem.nextTry', { time: momentText(retryAt) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** To be sent to whoever can help: what the card says, and ids; nothing of what the task says. */
export function problemDetails(problem: TaskProblem, { attempts, retryAt }: Attempts): string {
  return [
    `code: ${problem.code}`,
    `place: ${problem.endpointName}`,
    `record: ${problem.remoteId ?? '-'}`,
    `field: ${problem.field ?? '-'}`,
    `since: ${problem.since}`,
    `attempts: ${attempts}`,
    `next try: ${retryAt ?? '-'}`,
    `message: ${problem.message}`,
  ].join('\n');
}
