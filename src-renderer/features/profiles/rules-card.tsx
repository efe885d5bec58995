import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { RuleFile } from '../../../src-shared/api/profile-file.ts';
import { t } from '../../i18n/t.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { placeNames } from './profile-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import styles from './rules.module.css';
import type { DraftEditor } from './use-draft.ts';

/** What happens to values on their way, in order. */
export function RulesCard({ editor: { draft, change } }: { readonly editor: DraftEditor }) {
  const { rules } = draft;
  const names = placeNames(draft.places).filter(Boolean);
  const set = (next: readonly RuleFile[]) => change({ rules: next });
  function move(from: number, to: number): void {
    const rule = rules[from];
    if (rule) set(rules.toSpliced(from, 1).toSpliced(to, 0, rule));
  }
  return (
    <Card
      title={t('rules.title')}
      actions={
        <Button
          variant="ghost"
          icon={Plus}
          onPress={() => set([...rules, { ...(names[1] ? { at: [names[1]] } : {}), append: { labels: [] } }])}
        >
          {t('rules.add')}
        </Button>
      }
    >
      {rules.length === 0 && <p className={cx(styles.help)}>{t('rules.none')}</p>}
      <ol className={cx(styles.rules)}>
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name but its place
          <li key={index} className={cx(styles.rule)}>
            <header className={cx(styles.head)}>
              <h3>{t('rules.number', { number: index + 1 })}</h3>
              <span>
                <IconButton
                  label={t('rules.up', { number: index + 1 })}
                  icon={ArrowUp}
                  isDisabled={index === 0}
                  onPress={() => move(index, index - 1)}
                />
                <IconButton
                  label={t('rules.down', { number: index + 1 })}
                  icon={ArrowDown}
                  isDisabled={index === rules.length - 1}
                  onPress={() => move(index, index + 1)}
                />
                <IconButton
                  label={t('rules.remove', { number: index + 1 })}
                  icon={Trash2}
                  onPress={() => set(rules.toSpliced(index, 1))}
                />
              </span>
            </header>
            <RuleEditor rule={rule} draft={draft} onChange={(next) => set(rules.with(index, next))} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
