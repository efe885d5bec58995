import { ChevronLeft, ChevronRight, History } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RunView } from '../../../src-shared/api/views.ts';
import { runStates, runTriggers } from '../../../src-shared/domain/run.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failure } from '../words/failure.tsx';
import { runWords, triggerWords } from '../words/state-words.ts';
import { dayHeading } from '../words/time-text.ts';
import { DensityStrip } from './density-strip.tsx';
import { HistoryExport } from './history-export.tsx';
import styles from './history-screen.module.css';
import { RunDetails } from './run-details.tsx';
import { dayQuery, everyRun, linkedRuns, type RunFilter, runQuery } from './run-filter.ts';
import { RunRow } from './run-row.tsx';

/** Runs of one page of the list. */
const pageSize = 100;

interface Props {
  readonly run: string | null;
  /** What a link led to; the filter may go on from there. */
  readonly day: string | undefined;
  readonly profile: string | undefined;
}

export function HistoryScreen({ run, day, profile }: Props) {
  const [filter, setFilter] = useState(() => linkedRuns(day, profile));
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    if (day === undefined && profile === undefined) return;
    setFilter(linkedRuns(day, profile));
    setOffset(0);
  }, [day, profile]);
  const { value: runs, error } = useQuery('runs.list', { ...runQuery(filter), offset, limit: pageSize });
  const change = (next: Partial<RunFilter>) => {
    setFilter((before) => ({ ...before, ...next }));
    setOffset(0);
  };
  return (
    <Page title={t('history.title')} layout="fill" actions={<HistoryExport filter={filter} />}>
      <ListDetail
        listLabel={t('history.runs')}
        detailLabel={t('history.run')}
        detail={run !== null && <RunDetails key={run} id={run} />}
        back={{ label: t('history.allRuns'), href: '#/history' }}
        placeholder={t('history.choose')}
        list={
          <>
            <DensityStrip profile={filter.profile} span={filter.span} onChoose={(span) => change({ span })} />
            <Filters filter={filter} onChange={change} />
            {error && (
              <div className={cx(styles.message)}>
                <Failure error={error} />
              </div>
            )}
            {!runs && !error && <Skeleton />}
            {runs?.length === 0 && offset === 0 && <NoRuns filter={filter} onClear={() => change(everyRun)} />}
            {runs && <Days runs={runs} current={run} filter={filter} />}
            {runs && (offset > 0 || runs.length === pageSize) && (
              <nav aria-label={t('history.pages')} className={cx(styles.pages)}>
                <Button
                  icon={ChevronLeft}
                  isDisabled={offset === 0}
                  onPress={() => setOffset(Math.max(0, offset - pageSize))}
                >
                  {t('history.newer')}
                </Button>
                <Button
                  icon={ChevronRight}
                  isDisabled={runs.length < pageSize}
                  onPress={() => setOffset(offset + pageSize)}
                >
                  {t('history.older')}
                </Button>
              </nav>
            )}
          </>
        }
      />
    </Page>
  );
}

interface FiltersProps {
  readonly filter: RunFilter;
  readonly onChange: (next: Partial<RunFilter>) => void;
}

/** Stands for "it does not matter"; no profile is named like it. */
const any = '*';

function Filters({ filter, onChange }: FiltersProps) {
  const profiles = useProfiles().value ?? [];
  return (
    <div className={cx(styles.filters)}>
      {profiles.length > 1 && (
        <SelectField
          label={t('history.profile')}
          hideLabel
          options={[
            { value: any, label: t('history.anyProfile') },
            ...profiles.map(({ name }) => ({ value: name, label: name })),
          ]}
          value={filter.profile ?? any}
          onChange={(profile) => onChange({ profile: profile === any ? null : profile })}
        />
      )}
      <SelectField
        label={t('history.state')}
        hideLabel
        options={[
          { value: any, label: t('history.anyState') },
          ...runStates
            .filter((state) => state !== 'running')
            .map((state) => ({ value: state, label: runWords[state].label })),
        ]}
        value={filter.state ?? any}
        onChange={(state) => onChange({ state: runStates.find((one) => one === state) ?? null })}
      />
      <SelectField
        label={t('history.trigger')}
        hideLabel
        options={[
          { value: any, label: t('history.anyTrigger') },
          ...runTriggers.map((trigger) => ({ value: trigger, label: triggerWords[trigger] })),
        ]}
        value={filter.trigger ?? any}
        onChange={(trigger) => onChange({ trigger: runTriggers.find((one) => one === trigger) ?? null })}
      />
      <CheckField
        label={t('history.changedOnly')}
        isSelected={filter.changedOnly}
        onChange={(changedOnly) => onChange({ changedOnly })}
      />
      {filter.span && (
        <Button variant="ghost" onPress={() => onChange({ span: null })}>
          {t('history.allTimes')}
        </Button>
      )}
    </div>
  );
}

function NoRuns({ filter, onClear }: { readonly filter: RunFilter; readonly onClear: () => void }) {
  const isNarrow = filter.profile !== null || filter.state !== null || filter.trigger !== null || filter.span !== null;
  if (isNarrow) {
    return (
      <EmptyState icon={History} title={t('history.noneLikeThis')}>
        <Button onPress={onClear}>{t('history.clear')}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={History} title={t(filter.changedOnly ? 'history.noneChanged' : 'history.none')}>
      {t(filter.changedOnly ? 'history.noneChangedText' : 'history.noneText')}
    </EmptyState>
  );
}

interface DaysProps {
  readonly runs: readonly RunView[];
  readonly current: string | null;
  readonly filter: RunFilter;
}

function Days({ runs, current, filter }: DaysProps) {
  return (
    <>
      {[...Map.groupBy(runs, (run) => dayHeading(run.startedAt))].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h2 className={cx(styles.day)}>{day}</h2>
          <ul>
            {ofDay.map((run) => (
              <RunRow key={run.run} run={run} isCurrent={run.run === current} />
            ))}
          </ul>
          {filter.changedOnly && <Folded filter={filter} day={ofDay[0]?.startedAt ?? ''} current={current} />}
        </section>
      ))}
    </>
  );
}

/** Most runs of one day that changed nothing: one a minute, all day. */
const mostFolded = 1000;

/** The day's runs that changed nothing, as one line until somebody wants to see them. */
function Folded({
  filter,
  day,
  current,
}: {
  readonly filter: RunFilter;
  readonly day: string;
  readonly current: string | null;
}) {
  const [isOpen, setOpen] = useState(false);
  const runs = useQuery('runs.list', { ...dayQuery(filter, day), limit: mostFolded }).value ?? [];
  if (runs.length === 0) return null;
  return (
    <>
      <button type="button" className={cx(styles.folded)} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" className={cx(isOpen && styles.turned)} />
        {t('history.folded', { count: runs.length })}
      </button>
      {isOpen && (
        <ul>
          {runs.map((run) => (
            <RunRow key={run.run} run={run} isCurrent={run.run === current} />
          ))}
        </ul>
      )}
    </>
  );
}
