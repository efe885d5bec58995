import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { clockText } from '../words/time-text.ts';
import { halfHours } from './choices.ts';
import type { SectionProps } from './section-props.ts';
import { settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings-screen.module.css';
import { SwitchControl } from './switch-control.tsx';

const switches = [
  { id: 'noticesOn', field: 'isOn' },
  { id: 'noticesConflicts', field: 'conflicts' },
  { id: 'noticesRecovery', field: 'recovery' },
  { id: 'noticesHide', field: 'hideDetails' },
] as const;

const usualNight = { from: '22:00', to: '07:00' };

export function NotificationsSection({ settings: { notices }, change }: SectionProps) {
  const { quiet } = notices;
  const setQuiet = (to: typeof quiet): void =>
    change(settingName('quietHours'), { notices: { quiet: to } }, { notices: { quiet } });
  return (
    <>
      {switches.map(({ id, field }) => (
        <SettingRow
          key={id}
          id={id}
          section="notifications"
          control={
            <SwitchControl
              name={settingName(id)}
              isOn={notices[field]}
              isDisabled={id !== 'noticesOn' && !notices.isOn}
              onChange={(isOn) =>
                change(settingName(id), { notices: { [field]: isOn } }, { notices: { [field]: !isOn } })
              }
            />
          }
        />
      ))}
      <SettingRow
        id="quietHours"
        section="notifications"
        control={
          <SwitchControl
            name={settingName('quietHours')}
            isOn={quiet !== null}
            isDisabled={!notices.isOn}
            onChange={(isOn) => setQuiet(isOn ? usualNight : null)}
          />
        }
      >
        {quiet && (
          <div className={cx(styles.times)}>
            {(['from', 'to'] as const).map((end) => (
              <SelectField
                key={end}
                label={t(`settings.quiet.${end}`)}
                options={[...new Set([...halfHours, quiet[end]])]
                  .sort()
                  .map((time) => ({ value: time, label: clockText(`2026-01-01T${time}`) }))}
                value={quiet[end]}
                onChange={(time) => setQuiet({ ...quiet, [end]: time })}
              />
            ))}
          </div>
        )}
      </SettingRow>
      <p>
        <a href={routeHref({ kind: 'notices' })}>{t('settings.openNotices')}</a>
      </p>
    </>
  );
}
