import { History } from 'lucide-react';
import { useState } from 'react';
import type { RunView } from '../../../src-shared/api/views.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { dayHeading } from '../words/time-text.ts';
import styles from './history-screen.module.css';
import { RunDetails } from './run-details.tsx';
import { RunRow } from './run-row.tsx';

const step = 100;
const everyProfile = '*';

export function HistoryScreen({ run }: { readonly run: string | null }) {
  const [changedOnly, setChangedOnly] = useState(true);
  const [profile, setProfile] = useState(everyProfile);
  const [limit, setLimit] = useState(step);
  const { value: runs, error } = useQuery('runs.list', {
    changedOnly,
    limit,
    ...(profile === everyProfile ? {} : { profile }),
  });
  const profiles = useQuery('profiles.list', {}).value ?? [];
  return (
    <Page title="History" layout="fill">
      <ListDetail
        listLabel="Runs"
        detailLabel="Run"
        detail={run !== null && <RunDetails key={run} id={run} />}
        back={{ label: 'All runs', href: '#/history' }}
        placeholder="Choose a run to see what it changed."
        list={
          <>
            <div className={cx(styles.filters)}>
              {profiles.length > 1 && (
                <SelectField
                  label="Profile"
                  hideLabel
                  options={[
                    { value: everyProfile, label: 'All profiles' },
                    ...profiles.map(({ name }) => ({ value: name, label: name })),
                  ]}
                  value={profile}
                  onChange={setProfile}
                />
              )}
              <CheckField label="Only runs that changed something" isSelected={changedOnly} onChange={setChangedOnly} />
            </div>
            {error && (
              <div className={cx(styles.message)}>
                <ErrorCard message={error.message} code={error.code} facts={error.facts} />
              </div>
            )}
            {!runs && !error && <Skeleton />}
            {runs?.length === 0 && <NoRuns changedOnly={changedOnly} />}
            {runs && <Days runs={runs} current={run} />}
            {runs && runs.length >= limit && limit < 1000 && (
              <div className={cx(styles.message)}>
                <Button onPress={() => setLimit(Math.min(1000, limit + step))}>Show older runs</Button>
              </div>
            )}
          </>
        }
      />
    </Page>
  );
}

function NoRuns({ changedOnly }: { readonly changedOnly: boolean }) {
  return (
    <EmptyState icon={History} title={changedOnly ? 'No run has changed anything yet' : 'No runs yet'}>
      {changedOnly
        ? 'Runs without changes are left out here.'
        : 'A run is one pass of a profile. Each one is kept here with everything it changed.'}
    </EmptyState>
  );
}

function Days({ runs, current }: { readonly runs: readonly RunView[]; readonly current: string | null }) {
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
        </section>
      ))}
    </>
  );
}
