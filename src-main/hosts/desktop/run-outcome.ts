import type { RunView } from '../../../src-shared/api/views.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import { failureText } from '../../../src-shared/i18n/failure-words.ts';
import { heldSentence } from '../../../src-shared/i18n/status-sentence.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';

/** How a run ended, for a message of the system: counts and names of services, no task text. */
export function outcomeOf(run: RunView, t: Translate<Key>): string {
  const signIn = run.problems.find((problem) => problem.code === 'auth-expired');
  if (signIn) return t('desktop.outcome.signIn', { place: signIn.endpoint });
  switch (run.state) {
    case 'held':
      return heldSentence(run, { t, now: new Date() });
    case 'failed':
      return run.problems[0] ? failureText(run.problems[0], t) : t('desktop.outcome.failed');
    case 'offline':
      return t('desktop.outcome.offline');
    case 'stopped':
      return t('desktop.outcome.stopped');
    default:
      return [changesOf(run, t), openOf(run, t)].filter(Boolean).join(' ');
  }
}

function changesOf(run: RunView, t: Translate<Key>): string {
  const total = (pick: 'created' | 'updated' | 'closed' | 'deleted'): number =>
    run.endpoints.reduce((sum, endpoint) => sum + endpoint[pick], 0);
  const parts = [
    [run.tasks.created + total('created'), 'desktop.outcome.created'],
    [run.tasks.updated + total('updated') + total('closed'), 'desktop.outcome.changed'],
    [run.tasks.deleted + total('deleted'), 'desktop.outcome.deleted'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, key]) => t(key, { count }));
  return told.length === 0 ? t('desktop.outcome.nothing') : `${told.join(', ')}.`;
}

function openOf({ conflicts, matches, problems }: RunView, t: Translate<Key>): string {
  const parts = [
    problems.length > 0 && t('desktop.outcome.problems', { count: problems.length }),
    conflicts > 0 && t('desktop.outcome.conflicts', { count: conflicts }),
    matches > 0 && t('desktop.outcome.pairs', { count: matches }),
  ];
  return parts.filter(Boolean).join(' ');
}
