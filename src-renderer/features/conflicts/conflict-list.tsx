import { CircleCheck, GitFork, ListChecks } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { decideAll, forget, isDecided, useDecisions } from '../../stores/decisions-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { Menu } from '../../ui/menu.tsx';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';
import styles from './conflict-list.module.css';
import { answerAll, type Question } from './questions.ts';

interface Props {
  readonly questions: readonly Question[];
  /** Id of the question that is shown. */
  readonly current: string | null;
}

/** Open questions by profile; those that are answered but not applied yet carry a tick. */
export function ConflictList({ questions, current }: Props) {
  const groups = [...Map.groupBy(questions, ({ profile }) => profile)];
  return (
    <>
      {groups.map(([profile, own]) => (
        <section key={profile} aria-label={profile}>
          <header className={cx(styles.profile)}>
            <h2 className={cx(styles.name)} dir="auto">
              {profile}
            </h2>
            <span className={cx(styles.count)}>{own.length}</span>
            <AnswerMany profile={profile} questions={own} />
          </header>
          <ul>
            {own.map((question) => (
              <Row key={question.id} question={question} isCurrent={question.id === current} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** One answer for all questions of a profile: drafts, to be looked through before they are applied. */
function AnswerMany({ profile, questions }: { readonly profile: string; readonly questions: readonly Question[] }) {
  const pairs = questions.flatMap(({ conflicts }) => conflicts);
  const sides = [...new Set(questions.flatMap(({ left, right }) => [left.side, right.side]))];
  const answers = [
    {
      id: 'newest',
      label: (count: number) => t('conflicts.manyNewest', { count }),
      drafts: answerAll(pairs, 'newest'),
    },
    ...sides.map((side) => ({
      id: `side ${side}`,
      label: (count: number) => t('conflicts.manySide', { count, place: placeName(side) }),
      drafts: answerAll(pairs, { side }),
    })),
  ];
  const entries = answers.flatMap(({ id, label, drafts }) => {
    const count = Object.keys(drafts).length;
    return count === 0 ? [] : [{ id, label: label(count), onAction: () => decideAll(drafts) }];
  });
  if (entries.length === 0) return null;
  return (
    <Menu
      label={t('conflicts.many', { profile })}
      trigger={<IconButton label={t('conflicts.many', { profile })} icon={ListChecks} />}
      groups={[
        { title: t('conflicts.manyNote'), entries },
        {
          entries: [
            { id: 'clear', label: t('conflicts.manyClear'), onAction: () => forget(pairs.map(({ id }) => id)) },
          ],
        },
      ]}
    />
  );
}

function Row({ question, isCurrent }: { readonly question: Question; readonly isCurrent: boolean }) {
  const ids = question.conflicts.map(({ id }) => id);
  const isDone = useDecisions(({ drafts }) => ids.every((id) => isDecided(drafts[id])));
  const hasError = useDecisions(({ errors }) => ids.some((id) => errors[id] !== undefined));
  const fields = question.conflicts.map(({ field }) => fieldName(field));
  return (
    <li className={cx(styles.row, isCurrent && styles.current)}>
      <a
        className={cx(styles.link)}
        href={routeHref({ kind: 'conflicts', conflict: question.id })}
        {...(isCurrent ? { 'aria-current': 'true' } : {})}
      >
        {isDone ? (
          <CircleCheck
            size={16}
            strokeWidth={1.5}
            role="img"
            aria-label={t('conflicts.decided')}
            className={cx(styles.decided)}
          />
        ) : (
          <GitFork
            size={16}
            strokeWidth={1.5}
            role="img"
            aria-label={t('conflicts.undecided')}
            className={cx(styles.open)}
          />
        )}
        <span className={cx(styles.words)}>
          <span className={cx(styles.title)}>
            <bdi>
              <ForeignText text={question.title} />
            </bdi>
          </span>
          <span className={cx(styles.meta)}>
            {question.kind === 'deletion' ? t('conflicts.deletion') : t('conflicts.fields', { fields })}
          </span>
          <span className={cx(styles.meta)}>
            {hasError
              ? t('conflicts.notApplied')
              : t('conflicts.between', {
                  left: nameOf(question, 'left'),
                  right: nameOf(question, 'right'),
                  since: momentText(question.since),
                })}
          </span>
        </span>
      </a>
    </li>
  );
}

/** The person, where the service says who; else the place. */
function nameOf(question: Question, position: 'left' | 'right'): string {
  const { by, side } = question[position];
  return by ?? placeName(side);
}
