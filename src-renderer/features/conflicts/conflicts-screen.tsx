import { GitFork } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ProfileView, RefusedValueView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useCommands } from '../../stores/commands-store.ts';
import { isDecided, keepDecisions, useDecisions } from '../../stores/decisions-store.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { Failure } from '../words/failure.tsx';
import { ApplyBar } from './apply-bar.tsx';
import { ConflictList } from './conflict-list.tsx';
import styles from './conflicts-screen.module.css';
import { PairLinks } from './pair-links.tsx';
import { QuestionDetail } from './question-detail.tsx';
import { type Question, questionsOf } from './questions.ts';
import { RefusedValues } from './refused-values.tsx';

export function ConflictsScreen({ conflict: chosen }: { readonly conflict: string | null }) {
  const { value: conflicts, error } = useQuery('conflicts.list', {});
  const profiles = useProfiles().value;
  const refused = useQuery('conflicts.refused', {}).value ?? [];
  const questions = useMemo(() => {
    const places = (profiles ?? []).map(({ name, endpoints }) => [name, endpoints.map((each) => each.name)] as const);
    return conflicts ? questionsOf(conflicts, new Map(places)) : null;
  }, [conflicts, profiles]);
  useEffect(() => {
    if (conflicts) keepDecisions(conflicts.map(({ id }) => id));
  }, [conflicts]);

  return (
    <Page title={t('conflicts.title')} layout="fill" aside={questions && <Counter questions={questions} />}>
      {error && (
        <div className={cx(styles.message)}>
          <Failure error={error} />
        </div>
      )}
      {!questions && !error && <Skeleton />}
      {questions?.length === 0 && <PairLinks profiles={profiles ?? []} />}
      {questions?.length === 0 && refused.length > 0 && <RefusedValues values={refused} />}
      {questions?.length === 0 && (
        <EmptyState icon={GitFork} title={t('conflicts.none')}>
          {t('conflicts.noneNote')}
        </EmptyState>
      )}
      {questions && questions.length > 0 && (
        <Questions questions={questions} profiles={profiles ?? []} refused={refused} chosen={chosen} />
      )}
    </Page>
  );
}

function Counter({ questions }: { readonly questions: readonly Question[] }) {
  const ids = questions.flatMap(({ conflicts }) => conflicts.map(({ id }) => id));
  const decided = useDecisions(({ drafts }) => ids.filter((id) => isDecided(drafts[id])).length);
  if (ids.length === 0) return null;
  return <span role="status">{t('conflicts.counter', { decided, count: ids.length })}</span>;
}

interface Props {
  readonly questions: readonly Question[];
  readonly profiles: readonly ProfileView[];
  readonly refused: readonly RefusedValueView[];
  /** Id of a conflict, from the address. */
  readonly chosen: string | null;
}

function Questions({ questions, profiles, refused, chosen }: Props) {
  const hasRoom = useMedia('(min-width: 840px)');
  const [applied, setApplied] = useState<string | null>(null);
  const found = questions.findIndex(({ conflicts }) => conflicts.some(({ id }) => id === chosen));
  // With room for both, the first question is already open; on a phone the list comes first.
  const index = Math.max(hasRoom ? 0 : -1, found);
  const current = questions[index];
  const go = useCallback(
    (step: 1 | -1) => {
      const next = questions[index + step];
      if (next) goTo({ kind: 'conflicts', conflict: next.id });
    },
    [questions, index],
  );
  useCommands(
    useMemo(() => ({ 'conflicts.next': { run: () => go(1) }, 'conflicts.previous': { run: () => go(-1) } }), [go]),
  );
  const pairs = useMemo(() => questions.flatMap(({ conflicts }) => conflicts), [questions]);
  const onApplied = useCallback(() => setApplied(current?.id ?? null), [current]);
  return (
    <>
      <ListDetail
        listLabel={t('conflicts.listLabel')}
        detailLabel={t('conflicts.detailLabel')}
        list={
          <>
            <ConflictList questions={questions} current={current?.id ?? null} />
            <PairLinks profiles={profiles} />
            {refused.length > 0 && <RefusedValues values={refused} />}
          </>
        }
        detail={
          current && (
            <QuestionDetail
              key={current.id}
              question={current}
              place={{ index, count: questions.length }}
              onGo={go}
              takesFocus={applied !== null && applied !== current.id}
            />
          )
        }
        back={{ label: t('conflicts.all'), href: '#/conflicts' }}
        placeholder={t('conflicts.placeholder')}
      />
      <ApplyBar pairs={pairs} onApplied={onApplied} />
    </>
  );
}
