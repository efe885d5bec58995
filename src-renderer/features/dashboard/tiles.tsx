import type { StatsView, StatusView } from '../../../src-shared/api/views.ts';
import { locale, t } from '../../i18n/t.ts';
import { type Route, routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { countText } from '../words/field-text.ts';
import { durationText, todayHere } from '../words/time-text.ts';
import styles from './tiles.module.css';

const percent = new Intl.NumberFormat(locale, { style: 'percent' });

interface Props {
  readonly stats: StatsView;
  readonly profiles: StatusView['profiles'];
}

/** Runs that a person stopped say nothing of how it goes. */
function successOf({ runs: { states } }: StatsView): { readonly succeeded: number; readonly ended: number } {
  const { done = 0, problems = 0, held = 0, failed = 0, offline = 0 } = states;
  return { succeeded: done, ended: done + problems + held + failed + offline };
}

/** The numbers that say how it goes. */
export function Tiles({ stats, profiles }: Props) {
  const sum = (pick: (profile: StatusView['profiles'][number]) => number): number =>
    profiles.reduce((total, profile) => total + pick(profile), 0);
  const { succeeded, ended } = successOf(stats);
  const tasks = (search: string): Route => ({ kind: 'tasks', task: null, search });
  return (
    <ul className={cx(styles.tiles)} aria-label={t('dashboard.numbers')}>
      <Tile
        label={t('dashboard.changesToday')}
        value={countText(stats.changesToday)}
        route={{ kind: 'history', run: null, day: todayHere() }}
      />
      <Tile
        label={t('dashboard.problemsOpen')}
        value={countText(sum(({ problems }) => problems))}
        route={tasks('is:problem')}
        isBad={sum(({ problems }) => problems) > 0}
      />
      <Tile
        label={t('dashboard.conflictsOpen')}
        value={countText(sum(({ conflicts }) => conflicts))}
        route={{ kind: 'conflicts', conflict: null }}
        isBad={sum(({ conflicts }) => conflicts) > 0}
      />
      <Tile
        label={t('dashboard.waiting')}
        value={countText(sum(({ pending }) => pending))}
        route={tasks('is:waiting')}
      />
      {ended > 0 && (
        <Tile
          label={t('dashboard.success')}
          value={percent.format(succeeded / ended)}
          note={t('dashboard.successNote', { count: ended, succeeded })}
          route={{ kind: 'history', run: null }}
        />
      )}
      {stats.runs.durationMs && (
        <Tile
          label={t('dashboard.runTakes')}
          value={durationText(stats.runs.durationMs.median)}
          note={t('dashboard.runTakesNote', { slow: durationText(stats.runs.durationMs.slow) })}
        />
      )}
      {stats.delay && (
        <Tile
          label={t('dashboard.delay')}
          value={durationText(stats.delay.medianMs)}
          note={t('dashboard.delayNote', { count: stats.delay.edits })}
        />
      )}
    </ul>
  );
}

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly route?: Route;
  readonly isBad?: boolean;
}

function Tile({ label, value, note, route, isBad = false }: TileProps) {
  const content = (
    <>
      <span className={cx(styles.value, isBad && styles.bad)}>{value}</span>
      <span className={cx(styles.label)}>{label}</span>
      {note && <span className={cx(styles.note)}>{note}</span>}
    </>
  );
  return (
    <li>
      {route ? (
        <a href={routeHref(route)} className={cx(styles.tile, styles.link)}>
          {content}
        </a>
      ) : (
        <span className={cx(styles.tile)}>{content}</span>
      )}
    </li>
  );
}
