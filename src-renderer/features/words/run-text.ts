import type { RunView } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { heldSentence } from '../../../src-shared/i18n/status-sentence.ts';
import { locale, t } from '../../i18n/t.ts';
import { runWords } from './state-words.ts';
import { clockText } from './time-text.ts';

export interface RunCounts {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * How much a run did. What travels from one service over this device to another is written twice but happened once, so
 * the greater of both counts. Closing is a change.
 */
export function countsOf(run: RunView): RunCounts {
  const sum = (pick: (endpoint: RunView['endpoints'][number]) => number) =>
    run.endpoints.reduce((total, endpoint) => total + pick(endpoint), 0);
  return {
    created: Math.max(
      run.tasks.created,
      sum((endpoint) => endpoint.created),
    ),
    updated: Math.max(
      run.tasks.updated,
      sum((endpoint) => endpoint.updated + endpoint.closed),
    ),
    deleted: Math.max(
      run.tasks.deleted,
      sum((endpoint) => endpoint.deleted),
    ),
  };
}

const list = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });

/** "Done with 3 problems: 12 created, 18 changed." */
export function runSentence(run: RunView): string {
  if (run.state === 'held') return heldSentence(run, { t, now: new Date() });
  const { created, updated, deleted } = countsOf(run);
  const did = [
    ...(created > 0 ? [t('words.run.created', { count: created })] : []),
    ...(updated > 0 ? [t('words.run.updated', { count: updated })] : []),
    ...(deleted > 0 ? [t('words.run.deleted', { count: deleted })] : []),
  ];
  const unchosen = (run.left ?? 0) - (run.changed ?? 0);
  const count = run.problems.length;
  const state = run.state === 'problems' ? t('words.run.problems', { count }) : runWords[run.state].label;
  return [
    t('words.run.done', { state, what: did.length > 0 ? list.format(did) : t('words.run.nothing') }),
    ...(run.state === 'stopped' ? [t('preview.stoppedClean')] : []),
    ...(run.changed ? [t('preview.changedSince', { count: run.changed })] : []),
    ...(unchosen > 0 ? [t('preview.leftForLater', { count: unchosen })] : []),
    ...(run.conflicts > 0 ? [t('words.run.conflicts', { count: run.conflicts })] : []),
    ...(run.matches > 0 ? [t('words.run.pairs', { count: run.matches })] : []),
  ].join(' ');
}

/** "Writing to Jira, 120 of 400". */
export function progressText({ phase, endpoint: place, done, total, waitingUntil }: Progress): string {
  if (waitingUntil) {
    const time = clockText(waitingUntil);
    return place === null ? t('words.progress.wait', { time }) : t('words.progress.waitPlace', { place, time });
  }
  const what = place === null ? t(`words.progress.${phase}`) : t(`words.progress.${phase}Place`, { place });
  if (total !== null) return t('words.progress.countOf', { what, done, total });
  return done > 0 ? t('words.progress.count', { what, done }) : what;
}
