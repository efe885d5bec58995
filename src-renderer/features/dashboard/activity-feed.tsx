import { locale, t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { runWords } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';
import styles from './activity-feed.module.css';
import { type ActivityGroup, groupActivity } from './group-activity.ts';
import { runHref } from './links.ts';

const mostGroups = 8;

/** What the last runs did, runs of one profile together. */
export function ActivityFeed({ profile }: { readonly profile: string | null }) {
  const runs = useQuery('runs.list', { changedOnly: true, limit: 60, ...(profile === null ? {} : { profile }) }).value;
  if (!runs || runs.length === 0) return null;
  return (
    <Card
      title={t('dashboard.activity')}
      actions={<a href={routeHref({ kind: 'history', run: null })}>{t('dashboard.allRuns')}</a>}
    >
      <ol className={cx(styles.feed)}>
        {groupActivity(runs)
          .slice(0, mostGroups)
          .map((group) => (
            <Entry key={group.run} group={group} />
          ))}
      </ol>
    </Card>
  );
}

function Entry({ group }: { readonly group: ActivityGroup }) {
  const words = runWords[group.state];
  return (
    <li>
      <a href={runHref(group.run)} className={cx(styles.entry)}>
        <StatusGlyph shape={words.shape} tone={words.tone} label={words.label} />
        <span className={cx(styles.what)}>
          <bdi>{group.profile}</bdi> <span className={cx(styles.did)}>{groupText(group)}</span>
        </span>
        <time dateTime={group.at} className={cx(styles.time)}>
          {momentText(group.at)}
        </time>
      </a>
    </li>
  );
}

const list = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });

function groupText({ created, updated, deleted, runs, state }: ActivityGroup): string {
  const did = [
    ...(created > 0 ? [t('words.run.created', { count: created })] : []),
    ...(updated > 0 ? [t('words.run.updated', { count: updated })] : []),
    ...(deleted > 0 ? [t('words.run.deleted', { count: deleted })] : []),
  ];
  const what = did.length === 0 ? runWords[state].label : list.format(did);
  return runs === 1 ? what : t('dashboard.didInRuns', { what, runs });
}
