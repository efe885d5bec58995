import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useCommands } from '../../stores/commands-store.ts';
import { decideAll, isDecided, useDecisions } from '../../stores/decisions-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { DeletionChoice } from './deletion-choice.tsx';
import { FieldTable } from './field-table.tsx';
import styles from './question-detail.module.css';
import { answerAll, type Question } from './questions.ts';
import { SideHead } from './side-head.tsx';
import { Surroundings } from './surroundings.tsx';
import { answersTo } from './use-answers.ts';

interface Props {
  readonly question: Question;
  readonly place: { readonly index: number; readonly count: number };
  readonly onGo: (step: 1 | -1) => void;
  /** The heading takes the focus: the question before it was answered and is gone. */
  readonly takesFocus: boolean;
}

/** One task, two sides: who they are, what they disagree about, and what it will be. */
export function QuestionDetail({ question, place, onGo, takesFocus }: Props) {
  const isWide = useMedia('(min-width: 1440px)');
  const [asked, setAsked] = useState<boolean | null>(null);
  const showsBefore = asked ?? isWide;
  const [current, setCurrent] = useCurrent(question);
  useAnswerKeys(question, current, setCurrent, () => setAsked(!showsBefore));
  const isField = question.kind === 'field';
  return (
    <article className={cx(styles.detail)}>
      <Heading question={question} place={place} onGo={onGo} takesFocus={takesFocus} />
      <div className={cx(styles.sides)}>
        <SideHead question={question} position="left" />
        <SideHead question={question} position="right" />
      </div>
      {isField ? (
        <>
          <FieldTable question={question} current={current} onCurrent={setCurrent} showsBefore={showsBefore} />
          {question.conflicts.length > 1 && <AllFields question={question} />}
        </>
      ) : (
        question.conflicts.map((pair) => <DeletionChoice key={pair.id} pair={pair} />)
      )}
      <Surroundings task={question.task} />
    </article>
  );
}

function Heading({ question, place: { index, count }, onGo, takesFocus }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const places = [placeName(question.left.side), placeName(question.right.side)];
  const fields = question.conflicts.map(({ field }) => fieldName(field));
  return (
    <header className={cx(styles.head)}>
      <div className={cx(styles.words)}>
        <h2 ref={heading} tabIndex={-1} className={cx(styles.title)} dir="auto">
          <a href={routeHref({ kind: 'tasks', task: question.task, search: '' })}>
            <ForeignText text={question.title} />
          </a>
        </h2>
        <p className={cx(styles.ask)}>
          {question.kind === 'deletion'
            ? t('conflicts.askDeletion', { places })
            : t('conflicts.askFields', { places, fields, count: fields.length })}
        </p>
      </div>
      <div className={cx(styles.steps)}>
        <span className={cx(styles.count)}>{t('conflicts.place', { index: index + 1, count })}</span>
        <IconButton
          label={t('conflicts.previous')}
          icon={ChevronUp}
          isDisabled={index === 0}
          onPress={() => onGo(-1)}
        />
        <IconButton
          label={t('conflicts.next')}
          icon={ChevronDown}
          isDisabled={index === count - 1}
          onPress={() => onGo(1)}
        />
      </div>
    </header>
  );
}

function AllFields({ question }: { readonly question: Question }) {
  const use = (side: string) => () => decideAll(answerAll(question.conflicts, { side }));
  return (
    <div className={cx(styles.all)}>
      {[question.left, question.right].map(({ side }) => (
        <Button key={side} variant="ghost" onPress={use(side)}>
          {t('conflicts.useForAll', { place: placeName(side) })}
        </Button>
      ))}
    </div>
  );
}

/** Which field the keys are about: the one that was touched last, else the first without an answer. */
function useCurrent(question: Question): readonly [string | null, (id: string) => void] {
  const [touched, setTouched] = useState<string | null>(null);
  const drafts = useDecisions((state) => state.drafts);
  const ids = question.conflicts.map(({ id }) => id);
  const open = ids.find((id) => !isDecided(drafts[id]));
  const current = touched !== null && ids.includes(touched) ? touched : (open ?? ids[0] ?? null);
  return [current, setTouched];
}

function useAnswerKeys(
  question: Question,
  current: string | null,
  setCurrent: (id: string) => void,
  toggleBefore: () => void,
): void {
  useCommands(
    useMemo(() => {
      const pair = question.conflicts.find(({ id }) => id === current);
      if (!pair) return {};
      const answers = () => answersTo(pair, useDecisions.getState().drafts[pair.id]);
      const andOn = (answer: () => void) => () => {
        answer();
        const { drafts } = useDecisions.getState();
        const next = question.conflicts.find(({ id }) => !isDecided(drafts[id]));
        if (isDecided(drafts[pair.id]) && next) setCurrent(next.id);
      };
      const all = (side: string) => () => decideAll(answerAll(question.conflicts, { side }));
      const shared = {
        'conflicts.useLeft': { run: andOn(() => answers().useLeft()) },
        'conflicts.useRight': { run: andOn(() => answers().useRight()) },
      };
      if (question.kind === 'deletion') return shared;
      return {
        ...shared,
        'conflicts.keepBefore': { run: andOn(() => answers().keepBefore()) },
        'conflicts.edit': { run: () => answers().edit() },
        'conflicts.showBefore': { run: toggleBefore },
        'conflicts.useLeftForAll': { run: all(question.left.side) },
        'conflicts.useRightForAll': { run: all(question.right.side) },
        'conflicts.nextPart': { run: () => goToPart(1) },
        'conflicts.previousPart': { run: () => goToPart(-1) },
      };
    }, [question, current, setCurrent, toggleBefore]),
  );
}

/** The next or previous place of a long text where both sides changed the same lines. */
function goToPart(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-clash]')];
  const at = parts.findIndex((part) => part.contains(document.activeElement));
  const next = parts[at < 0 ? (step === 1 ? 0 : parts.length - 1) : at + step];
  next?.scrollIntoView({ block: 'nearest' });
  next?.querySelector('button')?.focus();
}
