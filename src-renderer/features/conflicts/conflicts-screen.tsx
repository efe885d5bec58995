import { GitFork } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ConflictView } from '../../../src-shared/api/views.ts';
import { keepDecisions, useDecisions } from '../../stores/decisions-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { useKeys } from '../shell/use-global-keys.ts';
import { ApplyBar } from './apply-bar.tsx';
import { ConflictDetail } from './conflict-detail.tsx';
import { ConflictList } from './conflict-list.tsx';
import styles from './conflicts-screen.module.css';

export function ConflictsScreen({ conflict: chosen }: { readonly conflict: string | null }) {
  const { value: conflicts, error } = useQuery('conflicts.list', {});
  const decided = useDecisions(({ drafts }) => Object.keys(drafts).length);
  const hasRoom = useMedia('(min-width: 840px)');
  useEffect(() => {
    if (conflicts) keepDecisions(conflicts.map(({ id }) => id));
  }, [conflicts]);

  // With room for both, the first question is already open; on a phone the list comes first.
  const index = Math.max(hasRoom ? 0 : -1, conflicts?.findIndex(({ id }) => id === chosen) ?? -1);
  const current = conflicts?.[index];
  useNextAndPrevious(conflicts ?? [], index);

  return (
    <Page
      title="Conflicts"
      layout="fill"
      aside={
        conflicts && conflicts.length > 0 && <span role="status">{`${decided} of ${conflicts.length} decided`}</span>
      }
    >
      {error && (
        <div className={cx(styles.message)}>
          <ErrorCard message={error.message} code={error.code} facts={error.facts} />
        </div>
      )}
      {!conflicts && !error && <Skeleton />}
      {conflicts?.length === 0 && (
        <EmptyState icon={GitFork} title="No conflicts">
          You are asked only when two sides change the same field between two runs, and no rule decides.
        </EmptyState>
      )}
      {conflicts && conflicts.length > 0 && (
        <>
          <ListDetail
            listLabel="Open conflicts"
            detailLabel="Conflict"
            list={<ConflictList conflicts={conflicts} current={current?.id ?? null} />}
            detail={
              current && (
                <ConflictDetail key={current.id} conflict={current} place={{ index, count: conflicts.length }} />
              )
            }
            back={{ label: 'All conflicts', href: '#/conflicts' }}
            placeholder="Choose a conflict."
          />
          <ApplyBar />
        </>
      )}
    </Page>
  );
}

function useNextAndPrevious(conflicts: readonly ConflictView[], index: number): void {
  useKeys(
    useMemo(() => {
      const go = (step: number) => () => {
        const next = conflicts[index + step];
        if (next) goTo({ kind: 'conflicts', conflict: next.id });
      };
      return { j: go(1), ArrowDown: go(1), k: go(-1), ArrowUp: go(-1) };
    }, [conflicts, index]),
  );
}
