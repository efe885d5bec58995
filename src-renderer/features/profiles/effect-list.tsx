import { Plus, Trash2 } from 'lucide-react';
import type { RuleFile } from '../../../src-shared/api/profile-file.ts';
import { knownFields } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldName } from '../words/field-text.ts';
import { type Effect, effectKinds, effectsOf, effectText, withEffects, withEffectText } from './rule-form.ts';
import styles from './rules.module.css';

interface Props {
  readonly rule: RuleFile;
  readonly onChange: (rule: RuleFile) => void;
}

/** What a rule does, one line each, in the order in which the lines apply. */
export function EffectList({ rule, onChange }: Props) {
  const effects = effectsOf(rule);
  const set = (next: readonly Effect[]) => onChange(withEffects(rule, next));
  const free = (kind: Effect['kind'], own: string) =>
    knownFields.filter(
      (field) =>
        field !== 'parent' &&
        (field === own || !effects.some((effect) => effect.kind === kind && effect.field === field)),
    );
  function add(): void {
    const [field] = free('set', '');
    if (field !== undefined) set([...effects, withEffectText({ kind: 'set', field, value: '' }, '')]);
  }
  return (
    <fieldset className={cx(styles.when)}>
      <legend className={cx(styles.legend)}>{t('rules.then')}</legend>
      {effects.map((effect, index) => (
        <div key={`${effect.kind} ${effect.field}`} className={cx(styles.condition)}>
          <SelectField
            label={t('rules.effect')}
            hideLabel
            options={effectKinds.map((value) => ({ value, label: t(`rules.kind.${value}`) }))}
            value={effect.kind}
            onChange={(kind) => {
              const field = kind === 'script' ? '' : (free(kind, effect.field || 'labels')[0] ?? 'labels');
              const kept = free(kind, effect.field).find((one) => one === effect.field) ?? field;
              const value = kind === 'map' ? {} : kind === 'drop' ? null : kind === 'script' ? '(task) => ({})' : '';
              set(effects.with(index, { kind, field: kind === 'script' ? '' : kept, value }));
            }}
          />
          {effect.kind !== 'script' && (
            <SelectField
              label={t('rules.field')}
              hideLabel
              options={[...new Set([...free(effect.kind, effect.field), effect.field])].map((value) => ({
                value: value as string,
                label: fieldName(value),
              }))}
              value={effect.field}
              onChange={(field) => set(effects.with(index, withEffectText({ ...effect, field }, effectText(effect))))}
            />
          )}
          {effect.kind !== 'drop' && (
            <TextField
              label=""
              aria-label={t('rules.value')}
              value={effectText(effect)}
              placeholder={t(`rules.hint.${effect.kind}`)}
              multiline={effect.kind === 'map' || effect.kind === 'script'}
              onChange={(text) => set(effects.with(index, withEffectText(effect, text)))}
              spellCheck="false"
            />
          )}
          <IconButton label={t('rules.removeEffect')} icon={Trash2} onPress={() => set(effects.toSpliced(index, 1))} />
        </div>
      ))}
      <div>
        <Button variant="ghost" icon={Plus} onPress={add}>
          {t('rules.addEffect')}
        </Button>
      </div>
    </fieldset>
  );
}
