import { t } from '../../i18n/t.ts';
import { setPlainList, usePreferences } from '../../stores/preferences-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { type Section, type SettingId, sectionName, settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';
import { SwitchControl } from './switch-control.tsx';
import { changePreference } from './use-setting-change.ts';

/** What helps and is set elsewhere. */
const elsewhere: readonly (readonly [Section, SettingId])[] = [
  ['appearance', 'textSize'],
  ['appearance', 'contrast'],
  ['appearance', 'motion'],
  ['keyboard', 'keys'],
];

export function AccessibilitySection() {
  const plainList = usePreferences((preferences) => preferences.plainList);
  return (
    <>
      <SettingRow
        id="plainList"
        section="accessibility"
        control={
          <SwitchControl
            name={settingName('plainList')}
            isOn={plainList}
            onChange={(to) => changePreference(settingName('plainList'), setPlainList, to, plainList)}
          />
        }
      />
      <p>{t('settings.alsoHelps')}</p>
      <ul>
        {elsewhere.map(([section, id]) => (
          <li key={id}>
            <a href={routeHref({ kind: 'settings', section, setting: id })}>
              {sectionName(section)}: {settingName(id)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
