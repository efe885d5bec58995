import type { ProblemView } from '../../../src-shared/api/views.ts';
import type { Cause } from '../../../src-shared/i18n/cause-of.ts';
import { problemCause } from '../words/problem-words.ts';

export interface ProblemGroup {
  readonly cause: Cause;
  readonly problems: readonly ProblemView[];
  /** Tasks that can be tried again. */
  readonly tasks: readonly string[];
}

/** Problems by their cause, the most frequent first. */
export function problemGroups(problems: readonly ProblemView[]): readonly ProblemGroup[] {
  const groups = Map.groupBy(problems, problemCause);
  return [...groups]
    .map(([cause, own]) => ({ cause, problems: own, tasks: [...new Set(own.flatMap(({ task }) => task ?? []))] }))
    .sort((a, b) => b.problems.length - a.problems.length);
}
