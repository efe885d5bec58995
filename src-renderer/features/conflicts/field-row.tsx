import { type ReactNode, useState } from 'react';
import { kindOf } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { decide, isDecided, useDecisions } from '../../stores/decisions-store.ts';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { useKeyCaps } from '../shell/keys-of.tsx';
import { fieldName, isLongText, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { diffWords } from '../words/word-diff.ts';
import { AnswerButton } from './answer-button.tsx';
import styles from './field-table.module.css';
import { MergedText } from './merged-text.tsx';
import { OwnValue } from './own-value.tsx';
import type { Pair } from './questions.ts';
import { RememberChoice } from './remember-choice.tsx';
import { resultOf, useAnswers } from './use-answers.ts';

interface Props {
  readonly pair: Pair;
  /** The keys of the answers are about this row. */
  readonly isCurrent: boolean;
  readonly onCurrent: () => void;
  readonly showsBefore: boolean;
}

/** One field: what each side says, what was before, and what it will be. Each value has its verb below it. */
export function FieldRow({ pair, isCurrent, onCurrent, showsBefore }: Props) {
  const { draft, useLeft, useRight, keepBefore, edit, isOwn } = useAnswers(pair);
  const error = useDecisions(({ errors }) => errors[pair.id]);
  const field = fieldName(pair.field);
  const before = valueText(pair.field, pair.before) || t('words.empty');
  const isLong = kindOf(pair.field) === 'text' && pair.field !== 'title';
  const keys = {
    left: useKeyCaps('conflicts.useLeft'),
    right: useKeyCaps('conflicts.useRight'),
    before: useKeyCaps('conflicts.keepBefore'),
    edit: useKeyCaps('conflicts.edit'),
  };
  const keyOf = (name: keyof typeof keys) => isCurrent && keys[name];
  const keepButton = (
    <AnswerButton
      label={t('conflicts.keepBeforeFor', { field })}
      isChosen={draft?.use === 'before'}
      onPress={keepBefore}
      keyName={keyOf('before')}
    >
      {t('conflicts.keepBefore')}
    </AnswerButton>
  );
  return (
    <>
      <tr
        className={cx(styles.row, isCurrent && styles.current, isDecided(draft) && styles.decided)}
        onFocus={onCurrent}
        onClick={onCurrent}
      >
        <th scope="row" className={cx(styles.field)}>
          {field}
          {!showsBefore && (
            <p className={cx(styles.was)} dir="auto">
              {t('conflicts.was', { value: before })}
            </p>
          )}
          {error && (
            <p className={cx(styles.error)} role="alert">
              {error}
            </p>
          )}
        </th>
        <SideCell
          pair={pair}
          position="left"
          isChosen={draft?.use === pair.left.side}
          onUse={useLeft}
          keyName={keyOf('left')}
        />
        {showsBefore && (
          <Cell heading={t('conflicts.before')} isChosen={draft?.use === 'before'} action={keepButton}>
            {before}
          </Cell>
        )}
        <SideCell
          pair={pair}
          position="right"
          isChosen={draft?.use === pair.right.side}
          onUse={useRight}
          keyName={keyOf('right')}
        />
        <Cell
          heading={t('conflicts.result')}
          kind={styles.result}
          action={
            <>
              <AnswerButton
                label={t('conflicts.editFor', { field })}
                isChosen={isOwn}
                onPress={edit}
                keyName={keyOf('edit')}
              >
                {t('conflicts.edit')}
              </AnswerButton>
              {!showsBefore && keepButton}
            </>
          }
        >
          <Result pair={pair} isLong={isLong} />
        </Cell>
      </tr>
      {(isOwn || isLong || (isDecided(draft) && draft.use !== undefined && draft.use !== 'before')) && (
        <tr className={cx(styles.more)}>
          <td colSpan={showsBefore ? 5 : 4}>
            {isOwn && draft?.value !== undefined ? (
              <OwnValue field={pair.field} value={draft.value} onChange={(value) => decide(pair.id, { value })} />
            ) : (
              isLong && <MergedText pair={pair} />
            )}
            <RememberChoice pair={pair} />
          </td>
        </tr>
      )}
    </>
  );
}

interface SideCellProps {
  readonly pair: Pair;
  readonly position: 'left' | 'right';
  readonly isChosen: boolean;
  readonly onUse: () => void;
  readonly keyName: string | false;
}

function SideCell({ pair, position, isChosen, onUse, keyName }: SideCellProps) {
  const side = pair[position];
  const place = placeName(side.side);
  const text = valueText(pair.field, side.value);
  const before = valueText(pair.field, pair.before);
  return (
    <Cell
      heading={place}
      kind={styles[position]}
      isChosen={isChosen}
      action={
        <AnswerButton
          label={t('conflicts.useFor', { place, field: fieldName(pair.field) })}
          isChosen={isChosen}
          onPress={onUse}
          keyName={keyName}
        >
          {t('conflicts.use', { place })}
        </AnswerButton>
      }
    >
      {text === '' && <span className={cx(styles.empty)}>{t('words.empty')}</span>}
      {isLongText(pair.field) && before ? <DiffText parts={diffWords(before, text)} /> : text}
    </Cell>
  );
}

interface CellProps {
  /** Seen on narrow windows, where there is no head row. */
  readonly heading: string;
  readonly kind?: string | undefined;
  readonly isChosen?: boolean;
  readonly action: ReactNode;
  readonly children: ReactNode;
}

function Cell({ heading, kind, isChosen = false, action, children }: CellProps) {
  return (
    <td className={cx(styles.cell, kind, isChosen && styles.chosen)}>
      <div className={cx(styles.inside)}>
        <span className={cx(styles.heading)} aria-hidden="true">
          {heading}
        </span>
        <div className={cx(styles.value)} dir="auto">
          {children}
        </div>
        <div className={cx(styles.actions)}>{action}</div>
      </div>
    </td>
  );
}

function Result({ pair, isLong }: { readonly pair: Pair; readonly isLong: boolean }) {
  const draft = useDecisions(({ drafts }) => drafts[pair.id]);
  const [wasDecided, setDecided] = useState(false);
  const value = resultOf(pair, draft);
  if (value !== undefined && !wasDecided) setDecided(true);
  const text = value === undefined ? null : valueText(pair.field, value) || t('words.empty');
  return (
    <span aria-live={wasDecided ? 'polite' : 'off'} className={cx(text === null && styles.empty)}>
      {text === null ? t('conflicts.choose') : isLong && draft?.use === undefined ? t('conflicts.ownText') : text}
    </span>
  );
}
