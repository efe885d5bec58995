import { t } from '../../i18n/t.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { numberOptions } from './choices.ts';
import type { SectionProps } from './section-props.ts';
import { settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';

const brakes = [
  { id: 'brakeDelete', kind: 'delete', usual: [1, 2, 5, 10] },
  { id: 'brakeChange', kind: 'change', usual: [5, 10, 20, 30] },
  { id: 'brakeCreate', kind: 'create', usual: [10, 20, 30, 50] },
] as const;

export function SyncSection({ settings, change }: SectionProps) {
  const hold = settings.holdSeconds;
  return (
    <>
      <SettingRow
        id="holdSeconds"
        section="sync"
        control={
          <SelectField
            label={settingName('holdSeconds')}
            hideLabel
            options={numberOptions([0, 5, 10, 20, 30, 60], hold, (seconds) => t('settings.seconds', { seconds }))}
            value={String(hold)}
            onChange={(to) => change(settingName('holdSeconds'), { holdSeconds: Number(to) }, { holdSeconds: hold })}
          />
        }
      />
      {brakes.map(({ id, kind, usual }) => (
        <SettingRow
          key={id}
          id={id}
          section="sync"
          control={
            <SelectField
              label={settingName(id)}
              hideLabel
              options={numberOptions(usual, settings.brakes[kind], (percent) => t('settings.percent', { percent }))}
              value={String(settings.brakes[kind])}
              onChange={(to) =>
                change(
                  settingName(id),
                  { brakes: { [kind]: Number(to) } },
                  { brakes: { [kind]: settings.brakes[kind] } },
                )
              }
            />
          }
        />
      ))}
    </>
  );
}
