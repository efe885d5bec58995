import { useEffect, useState } from 'react';
import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { StatsView, StatusView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useLine } from '../../stores/line-store.ts';
import { askAgain, useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failure } from '../words/failure.tsx';
import { clockText } from '../words/time-text.ts';
import { ActivityFeed } from './activity-feed.tsx';
import { AttentionList } from './attention-list.tsx';
import { BudgetGauges } from './budget-gauges.tsx';
import { ChangesChart } from './changes-chart.tsx';
import styles from './dashboard-screen.module.css';
import { exampleStats } from './example-stats.ts';
import { HoursChart } from './hours-chart.tsx';
import { ResponseTimesChart } from './response-times-chart.tsx';
import { RunTimeline } from './run-timeline.tsx';
import { Tiles } from './tiles.tsx';

type Range = NonNullable<ApiInput<'stats.show'>['range']>;
const ranges: readonly Range[] = ['day', 'week', 'month', 'quarter'];
const everyProfile = '';

/** How it goes: what needs the person first, then what was done. */
export function DashboardScreen() {
  const [range, setRange] = useState<Range>('week');
  const [profile, setProfile] = useState(everyProfile);
  const input = { range, ...(profile === everyProfile ? {} : { profile }) };
  const answer = useQuery('stats.show', input);
  const stats = useLast(answer.value);
  const status = useQuery('status.get', {}).value;
  const asOf = useAsOf(answer.value);
  const shown = status?.profiles.filter(({ name }) => profile === everyProfile || name === profile) ?? [];
  return (
    <Page
      title={t('dashboard.title')}
      aside={asOf && t('dashboard.asOf', { time: asOf })}
      actions={
        <>
          {status && status.profiles.length > 1 && (
            <SelectField
              label={t('dashboard.profile')}
              hideLabel
              options={[
                { value: everyProfile, label: t('dashboard.allProfiles') },
                ...status.profiles.map(({ name }) => ({ value: name, label: name })),
              ]}
              value={profile}
              onChange={setProfile}
            />
          )}
          <SelectField
            label={t('dashboard.range')}
            hideLabel
            options={ranges.map((value) => ({ value, label: t(`dashboard.range.${value}`) }))}
            value={range}
            onChange={setRange}
          />
        </>
      }
    >
      {status && <AttentionList status={status} />}
      {answer.error && (
        <Failure
          error={answer.error}
          actions={<Button onPress={() => askAgain('stats.show', input)}>{t('dashboard.tryAgain')}</Button>}
        />
      )}
      {!stats && !answer.error && <Skeleton />}
      {stats && status && hasNothing(stats, status) && <Example />}
      {stats && status && !hasNothing(stats, status) && (
        <>
          <Tiles stats={stats} profiles={shown} />
          <ChangesChart stats={stats} />
          {stats.hours.length > 0 && <HoursChart rows={stats.hours} />}
          <RunTimeline stats={stats} now={Date.now()} />
          <ResponseTimesChart />
          <BudgetGauges />
          <ActivityFeed profile={profile === everyProfile ? null : profile} />
        </>
      )}
    </Page>
  );
}

function hasNothing(stats: StatsView, status: StatusView): boolean {
  return stats.runs.total === 0 && status.profiles.every(({ lastRun }) => lastRun === null);
}

function Example() {
  const [now] = useState(() => Date.now());
  return (
    <div className={cx(styles.example)}>
      <p className={cx(styles.note)}>{t('dashboard.example')}</p>
      <div className={cx(styles.ghost)} inert aria-hidden="true">
        <ChangesChart stats={exampleStats(now)} />
      </div>
    </div>
  );
}

/** The answer before stays while the one to another question is on its way, so that nothing jumps. */
function useLast<Value>(value: Value | undefined): Value | undefined {
  const [last, setLast] = useState(value);
  useEffect(() => {
    if (value !== undefined) setLast(value);
  }, [value]);
  return value ?? last;
}

/** Until when the numbers are, while the program cannot be reached; null: they are those of now. */
function useAsOf(value: unknown): string | null {
  const isLost = useLine(({ line }) => line === 'lost');
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    if (value !== undefined) setAt(new Date().toISOString());
  }, [value]);
  return isLost && at !== null ? clockText(at) : null;
}
