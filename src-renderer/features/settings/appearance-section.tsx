import { t } from '../../i18n/t.ts';
import {
  type Contrast,
  contrasts,
  type Density,
  densities,
  type Motion,
  motions,
  setContrast,
  setDensity,
  setMotion,
  setTextSize,
  setTheme,
  type TextSize,
  type Theme,
  textSizes,
  themes,
  usePreferences,
} from '../../stores/preferences-store.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { type SettingId, settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';
import { changePreference } from './use-setting-change.ts';

export function AppearanceSection() {
  const chosen = usePreferences();
  return (
    <>
      <Choice<Theme>
        id="theme"
        values={themes}
        text={(value) => t(`settings.theme.${value}`)}
        chosen={chosen.theme}
        set={setTheme}
      />
      <Choice<Density>
        id="density"
        values={densities}
        text={(value) => t(`settings.density.${value}`)}
        chosen={chosen.density}
        set={setDensity}
      />
      <Choice<TextSize>
        id="textSize"
        values={textSizes}
        text={(percent) => t('settings.percent', { percent })}
        chosen={chosen.textSize}
        set={setTextSize}
      />
      <Choice<Contrast>
        id="contrast"
        values={contrasts}
        text={(value) => t(`settings.contrast.${value}`)}
        chosen={chosen.contrast}
        set={setContrast}
      />
      <Choice<Motion>
        id="motion"
        values={motions}
        text={(value) => t(`settings.motion.${value}`)}
        chosen={chosen.motion}
        set={setMotion}
      />
    </>
  );
}

interface ChoiceProps<Value extends string | number> {
  readonly id: SettingId;
  readonly values: readonly Value[];
  readonly text: (value: Value) => string;
  readonly chosen: Value;
  readonly set: (value: Value) => void;
}

function Choice<Value extends string | number>({ id, values, text, chosen, set }: ChoiceProps<Value>) {
  const name = settingName(id);
  return (
    <SettingRow
      id={id}
      section="appearance"
      control={
        <SelectField
          label={name}
          hideLabel
          options={values.map((value) => ({ value: String(value), label: text(value) }))}
          value={String(chosen)}
          onChange={(to) => {
            const value = values.find((each) => String(each) === to);
            if (value !== undefined && value !== chosen) changePreference(name, set, value, chosen);
          }}
        />
      }
    />
  );
}
