import type { ProfileView, TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { stateWords } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';

/** "In sync with Jira and GitHub · 14:32" once all of them have it; otherwise what keeps it from that. */
export function stateLine(task: TaskView, profile: Pick<ProfileView, 'state' | 'lastRun'> | undefined): string {
  const lastRun = profile?.lastRun ?? null;
  const places = task.links.filter(({ state }) => state === 'in-sync').map(({ endpoint }) => endpoint);
  if (task.state !== 'in-sync' || places.length === 0) return stateWords[task.state].label;
  const checked = lastRun && ['done', 'problems'].includes(lastRun.state) ? lastRun.finishedAt : null;
  const times = [checked, ...task.links.map(({ seenAt }) => seenAt)].filter((time) => time !== null).sort();
  const last = times.at(-1);
  if (profile?.state === 'offline' && last !== undefined) return t('inspector.offlineAsOf', { time: momentText(last) });
  return last === undefined
    ? t('inspector.inSync', { places })
    : t('inspector.inSyncAt', { places, time: momentText(last) });
}
