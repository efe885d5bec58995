import { useMemo } from 'react';
import { joinParts, mergeParts, type Pick, type TextPart } from '../../../src-shared/sync/merge-parts.ts';
import { t } from '../../i18n/t.ts';
import { decide, useDecisions } from '../../stores/decisions-store.ts';
import { cx } from '../../ui/cx.ts';
import { valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { AnswerButton } from './answer-button.tsx';
import styles from './merged-text.module.css';
import type { Pair } from './questions.ts';

/** A long text put together from both sides. Where both changed the same lines, a person chooses; the rest is settled. */
export function MergedText({ pair }: { readonly pair: Pair }) {
  const picks = useDecisions(({ drafts }) => drafts[pair.id]?.picks) ?? {};
  const isOther = useDecisions(({ drafts }) => drafts[pair.id]?.use !== undefined);
  const parts = useMemo(
    () => mergeParts(textOf(pair, pair.before), textOf(pair, pair.left.value), textOf(pair, pair.right.value)),
    [pair],
  );
  const clashes = parts.flatMap((part, at) => (part.kind === 'clash' ? [at] : []));
  const open = clashes.filter((at) => picks[at] === undefined).length;

  function pick(at: number, choice: Pick): void {
    const { [at]: was, ...others } = picks;
    const next = was === choice ? others : { ...others, [at]: choice };
    take(next);
  }
  function take(next: Readonly<Record<number, Pick>>): void {
    const text = joinParts(parts, next);
    if (text === null && Object.keys(next).length === 0) decide(pair.id, null);
    else decide(pair.id, { picks: next, ...(text === null ? {} : { value: text }) });
  }

  const isMerged =
    !isOther && clashes.length === 0 && Object.hasOwn(useDecisions.getState().drafts[pair.id] ?? {}, 'picks');
  return (
    <section className={cx(styles.merged)} aria-label={t('conflicts.merged')}>
      <header className={cx(styles.head)}>
        <h4 className={cx(styles.title)}>{t('conflicts.merged')}</h4>
        <p className={cx(styles.note)}>
          {clashes.length === 0 ? t('conflicts.mergedClean') : t('conflicts.mergedOpen', { open })}
        </p>
        {clashes.length === 0 && (
          <AnswerButton
            label={t('conflicts.useMerged')}
            isChosen={isMerged}
            onPress={() => (isMerged ? decide(pair.id, null) : take({}))}
          >
            {t('conflicts.useMerged')}
          </AnswerButton>
        )}
      </header>
      <div className={cx(styles.text)} dir="auto">
        {parts.map((part, at) => (
          <Part key={keyOf(parts, at)} part={part} pair={pair} pick={picks[at]} onPick={(choice) => pick(at, choice)} />
        ))}
      </div>
    </section>
  );
}

interface PartProps {
  readonly part: TextPart;
  readonly pair: Pair;
  readonly pick: Pick | undefined;
  readonly onPick: (pick: Pick) => void;
}

function Part({ part, pair, pick, onPick }: PartProps) {
  if (part.kind === 'same') return <p className={cx(styles.same)}>{part.lines.join('\n') || ' '}</p>;
  if (part.kind === 'changed') {
    if (part.lines.length === 0) return null;
    return <p className={cx(styles.changed, styles[part.by])}>{part.lines.join('\n')}</p>;
  }
  const names = { left: placeName(pair.left.side), right: placeName(pair.right.side) };
  const choices: readonly (readonly [Pick, string])[] = [
    ['left', t('conflicts.use', { place: names.left })],
    ['right', t('conflicts.use', { place: names.right })],
    ['both', t('conflicts.useBoth')],
  ];
  return (
    <fieldset className={cx(styles.clash, pick && styles.settled)} data-clash="">
      <legend className={cx(styles.legend)}>{t('conflicts.clash')}</legend>
      {(['left', 'right'] as const).map((side) => (
        <p
          key={side}
          className={cx(styles.changed, styles[side], pick && pick !== 'both' && pick !== side && styles.dropped)}
        >
          <span className={cx(styles.whose)}>{names[side]}</span>
          {part[side].join('\n') || t('conflicts.removed')}
        </p>
      ))}
      <div className={cx(styles.choices)}>
        {choices.map(([choice, label]) => (
          <AnswerButton key={choice} label={label} isChosen={pick === choice} onPress={() => onPick(choice)}>
            {label}
          </AnswerButton>
        ))}
      </div>
    </fieldset>
  );
}

function textOf(pair: Pair, value: Pair['before']): string {
  return typeof value === 'string' ? value : valueText(pair.field, value);
}

/** A part is known by the line at which it begins. */
function keyOf(parts: readonly TextPart[], at: number): string {
  const line = parts.slice(0, at).reduce((sum, part) => sum + ('lines' in part ? part.lines.length : 1), 0);
  return `${line}-${at}-${parts[at]?.kind}`;
}
