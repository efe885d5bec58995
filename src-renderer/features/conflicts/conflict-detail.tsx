import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { ConflictView } from '../../../src-shared/api/views.ts';
import { type Decision, decide, useDecisions } from '../../stores/decisions-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useKeys } from '../shell/use-global-keys.ts';
import { fieldName, isLongText, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './conflict-detail.module.css';
import { inputOf, OwnValue } from './own-value.tsx';
import { SideCard } from './side-card.tsx';

interface Props {
  readonly conflict: ConflictView;
  readonly place: { readonly index: number; readonly count: number };
}

/** One question about one field: both values with who and when, what was before, four answers, and what they lead to. */
export function ConflictDetail({ conflict, place }: Props) {
  const decision = useDecisions(({ drafts }) => drafts[conflict.id]) ?? null;
  const error = useDecisions(({ errors }) => errors[conflict.id]);
  const [isTyping, setTyping] = useState(decision?.use === undefined && decision !== null);
  const [left, right] = conflict.sides;
  const isDeletion = conflict.kind === 'deletion';

  const answers = useMemo(() => {
    const toggle = (use: string) => {
      setTyping(false);
      decide(conflict.id, decision?.use === use ? null : { use });
    };
    return {
      left: () => left && toggle(left.side),
      right: () => right && toggle(right.side),
      before: () => toggle('before'),
      edit: () => {
        setTyping(true);
        decide(conflict.id, { value: inputOf(left?.value ?? null) });
      },
    };
  }, [conflict.id, decision, left, right]);

  useKeys(
    useMemo(
      () => ({
        '1': answers.left,
        '2': answers.right,
        ...(isDeletion ? {} : { '3': answers.before, e: answers.edit }),
      }),
      [answers, isDeletion],
    ),
  );
  if (!left || !right) return null;

  return (
    <article className={cx(styles.detail)}>
      <Heading conflict={conflict} place={place} />
      {error && <ErrorCard message={error} />}
      <div className={cx(styles.sides)}>
        <SideCard conflict={conflict} side={left} position="left" isChosen={decision?.use === left.side}>
          <AnswerButton keyName="1" isChosen={decision?.use === left.side} onPress={answers.left}>
            Use {placeName(left.side)}
          </AnswerButton>
        </SideCard>
        <SideCard conflict={conflict} side={right} position="right" isChosen={decision?.use === right.side}>
          <AnswerButton keyName="2" isChosen={decision?.use === right.side} onPress={answers.right}>
            Use {placeName(right.side)}
          </AnswerButton>
        </SideCard>
      </div>
      {!isDeletion && (
        <>
          <section className={cx(styles.before)} aria-label="Before">
            <div className={cx(styles.beforeText)}>
              <h3 className={cx(styles.label)}>Before</h3>
              <p dir="auto" className={cx(styles.value, isLongText(conflict.field) && styles.long)}>
                {valueText(conflict.field, conflict.before) || 'empty'}
              </p>
            </div>
            <AnswerButton keyName="3" isChosen={decision?.use === 'before'} onPress={answers.before}>
              Keep before
            </AnswerButton>
          </section>
          <section className={cx(styles.own)} aria-label="Your own value">
            <AnswerButton keyName="E" isChosen={isTyping} onPress={answers.edit}>
              Type a value
            </AnswerButton>
            {isTyping && (
              <OwnValue
                field={conflict.field}
                value={decision?.value ?? inputOf(left.value)}
                onChange={(value) => decide(conflict.id, { value })}
              />
            )}
          </section>
        </>
      )}
      <Result conflict={conflict} decision={decision} />
    </article>
  );
}

function Heading({ conflict, place: { index, count } }: Props) {
  const conflicts = useQuery('conflicts.list', {}).value ?? [];
  const go = (step: number) => {
    const next = conflicts[index + step];
    if (next) goTo({ kind: 'conflicts', conflict: next.id });
  };
  return (
    <header className={cx(styles.head)}>
      <div className={cx(styles.words)}>
        <h2 className={cx(styles.title)} dir="auto">
          <a href={routeHref({ kind: 'tasks', task: conflict.task, search: '' })}>{conflict.title}</a>
        </h2>
        <p className={cx(styles.question)}>{questionOf(conflict)}</p>
      </div>
      <div className={cx(styles.steps)}>
        <span className={cx(styles.count)}>
          {index + 1} of {count}
        </span>
        <IconButton label="Previous conflict" icon={ChevronUp} isDisabled={index === 0} onPress={() => go(-1)} />
        <IconButton label="Next conflict" icon={ChevronDown} isDisabled={index === count - 1} onPress={() => go(1)} />
      </div>
    </header>
  );
}

function questionOf({ kind, field, sides }: ConflictView): string {
  const places = sides.map(({ side }) => placeName(side)).join(' and ');
  if (kind === 'deletion') return `Deleted on one side, changed on the other: ${places}. Which one counts?`;
  return `${places} changed the field “${fieldName(field)}” to different values. Which one is right?`;
}

interface AnswerProps {
  readonly keyName: string;
  readonly isChosen: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** Pressing the chosen answer again takes the choice back. */
function AnswerButton({ keyName, isChosen, onPress, children }: AnswerProps) {
  return (
    <Button variant={isChosen ? 'primary' : 'secondary'} onPress={onPress} aria-pressed={isChosen}>
      {children}
      <span aria-hidden="true" className={cx(styles.key)}>
        <KeyHint>{keyName}</KeyHint>
      </span>
    </Button>
  );
}

function Result({ conflict, decision }: { readonly conflict: ConflictView; readonly decision: Decision | null }) {
  const text = resultText(conflict, decision);
  return (
    <section className={cx(styles.result)} aria-label="Result" aria-live="polite">
      <h3 className={cx(styles.label)}>Result</h3>
      <p dir="auto" className={cx(styles.value, isLongText(conflict.field) && styles.long, !text && styles.open)}>
        {text ?? 'Not chosen yet'}
      </p>
    </section>
  );
}

function resultText({ kind, field, before, sides }: ConflictView, decision: Decision | null): string | null {
  if (!decision) return null;
  const side = sides.find((candidate) => candidate.side === decision.use);
  if (kind === 'deletion')
    return side?.value === null ? 'The task is deleted everywhere' : 'The task is kept and restored';
  const value = side ? side.value : decision.use === 'before' ? before : decision.value;
  return valueText(field, value) || 'empty';
}
