import { type Language, languageNames, languages } from '../../../src-shared/i18n/languages.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { chosenLanguage, t } from '../../i18n/t.ts';
import { setLanguage } from '../../stores/preferences-store.ts';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import type { SectionProps } from './section-props.ts';
import { settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings-screen.module.css';
import { SwitchControl } from './switch-control.tsx';

type Choice = Language | 'system';
type Close = 'background' | 'quit';

export function GeneralSection({ settings: { desktop }, change }: SectionProps) {
  const choose = async (choice: Choice): Promise<void> => {
    const chosen = choice === 'system' ? null : choice;
    // The core speaks it too, in messages outside the window.
    if (mayCommand('settings.change')) {
      await client.call('settings.change', { language: chosen }).catch(() => undefined);
    }
    setLanguage(chosen);
  };
  return (
    <>
      <SettingRow
        id="language"
        section="general"
        control={
          <SelectField<Choice>
            label={settingName('language')}
            hideLabel
            options={[
              { value: 'system', label: t('settings.asSystem') },
              ...languages.map((value) => ({ value, label: languageNames[value] })),
            ]}
            value={languages.find((each) => each === chosenLanguage()) ?? 'system'}
            onChange={(choice) => void choose(choice)}
          />
        }
      />
      {desktop ? (
        <>
          <SettingRow
            id="onClose"
            section="general"
            control={
              <SelectField<Close>
                label={settingName('onClose')}
                hideLabel
                placeholder={t('settings.onClose.asked')}
                options={(['background', 'quit'] as const).map((value) => ({
                  value,
                  label: t(`settings.onClose.${value}`),
                }))}
                value={desktop.onClose}
                onChange={(onClose) =>
                  change(
                    settingName('onClose'),
                    { desktop: { onClose } },
                    { desktop: desktop.onClose === null ? {} : { onClose: desktop.onClose } },
                  )
                }
              />
            }
          />
          <SettingRow
            id="startAtLogin"
            section="general"
            control={
              <SwitchControl
                name={settingName('startAtLogin')}
                isOn={desktop.startsAtLogin}
                onChange={(startsAtLogin) =>
                  change(
                    settingName('startAtLogin'),
                    { desktop: { startsAtLogin } },
                    { desktop: { startsAtLogin: !startsAtLogin } },
                  )
                }
              />
            }
          />
        </>
      ) : (
        <p className={cx(styles.text)}>{t('settings.desktopOnly')}</p>
      )}
    </>
  );
}
