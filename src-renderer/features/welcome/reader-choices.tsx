import { languageNames, languages } from '../../../src-shared/i18n/languages.ts';
import { reader, t } from '../../i18n/t.ts';
import { setLanguage, setTheme, type Theme, usePreferences } from '../../stores/preferences-store.ts';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import styles from './welcome-screen.module.css';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** Language and theme, before anything else is set up. */
export function ReaderChoices() {
  const theme = usePreferences((preferences) => preferences.theme);
  const language = languages.find((each) => each === reader.language) ?? 'en';
  return (
    <div className={cx(styles.choices)}>
      <SelectField
        label={t('welcome.language')}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        onChange={setLanguage}
      />
      <SelectField
        label={t('welcome.theme')}
        options={themes.map((value) => ({ value, label: t(`welcome.theme.${value}`) }))}
        value={theme}
        onChange={setTheme}
      />
    </div>
  );
}
