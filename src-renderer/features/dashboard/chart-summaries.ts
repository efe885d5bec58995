import type { StatsView } from '../../../src-shared/api/views.ts';
import type { RunState } from '../../../src-shared/domain/run.ts';
import { locale, t } from '../../i18n/t.ts';
import { momentText } from '../words/time-text.ts';
import { changesIn, totalsOf } from './change-kinds.ts';
import { columnName } from './column-text.ts';
import { hourText } from './hour-text.ts';

/** What each chart says, in words (ux.md 5.1). */

const list = new Intl.ListFormat(locale, { type: 'conjunction' });
const percent = new Intl.NumberFormat(locale, { style: 'percent' });

/** "Last 7 days: 412 changes, most on Tuesday (121). 58 % changed, 30 % new, 3 conflicts." */
export function changesSummary({ changes, step }: StatsView): string {
  const totals = totalsOf(changes);
  const count = changesIn(totals);
  const range = t(step === 'hour' ? 'dashboard.lastHours' : 'dashboard.lastDays', { count: changes.length });
  if (count === 0) return t('dashboard.noChanges', { range, conflicts: totals.conflicts });
  const best = changes.reduce((most, column) => (changesIn(column) > changesIn(most) ? column : most));
  const share = (part: number): string => percent.format(part / count);
  return t('dashboard.changesSummary', {
    ...{ range, count, most: columnName(best.at, step), mostCount: changesIn(best), conflicts: totals.conflicts },
    ...{ created: share(totals.created), changed: share(totals.changed), deleted: share(totals.deleted) },
  });
}

/** "14 runs: 12 done, 1 with problems (Mon 14:00), 1 stopped." */
export function runsSummary({ runs, timeline }: StatsView): string {
  if (runs.total === 0) return t('dashboard.noRuns');
  const order: readonly RunState[] = ['done', 'problems', 'failed', 'held', 'offline', 'stopped', 'running'];
  const parts = order
    .filter((state) => runs.states[state])
    .map((state) => {
      const newest = timeline.find((run) => run.state === state);
      const count = runs.states[state] ?? 0;
      const when = newest && state !== 'done' ? momentText(newest.startedAt) : '';
      return t(when ? `dashboard.runStateAt.${state}` : `dashboard.runState.${state}`, { count, when });
    });
  const quiet = runs.quiet > 0 ? ` ${t('dashboard.quietRuns', { count: runs.quiet })}` : '';
  return t('dashboard.runsSummary', { count: runs.total, states: list.format(parts) }) + quiet;
}

/** "Busiest 9–10 o'clock; no runs 22–7." */
export function hoursSummary(rows: StatsView['hours']): string {
  const sums = Array.from({ length: 24 }, (_, hour) => rows.reduce((sum, row) => sum + (row.runs[hour] ?? 0), 0));
  const most = Math.max(...sums);
  if (most <= 0) return t('dashboard.noRuns');
  const best = sums.indexOf(most);
  const busiest = { from: hourText(best), to: hourText(best + 1), runs: most };
  const rest = longestRest(sums);
  if (rest === null) return t('dashboard.busiest', busiest);
  return t('dashboard.busiestAndRest', { ...busiest, restFrom: hourText(rest.from), restTo: hourText(rest.to) });
}

/** The longest stretch of hours without a run, over midnight too; null: shorter than three. Pure. */
export function longestRest(sums: readonly number[]): { readonly from: number; readonly to: number } | null {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < 24; from++) {
    let length = 0;
    while (length < 24 && sums[(from + length) % 24] === 0) length++;
    if (length > best.length) best = { from, length };
  }
  return best.length < 3 || best.length === 24 ? null : { from: best.from, to: (best.from + best.length) % 24 };
}
