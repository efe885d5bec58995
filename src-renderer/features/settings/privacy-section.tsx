import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings-screen.module.css';

const stored = ['tasks', 'secrets', 'browser', 'services'] as const;

export function PrivacySection() {
  return (
    <>
      <SettingRow id="stored" section="privacy">
        <dl className={cx(styles.facts)}>
          {stored.map((what) => (
            <Fact key={what} what={what} />
          ))}
        </dl>
      </SettingRow>
      <SettingRow id="telemetry" section="privacy" />
    </>
  );
}

function Fact({ what }: { readonly what: (typeof stored)[number] }) {
  return (
    <>
      <dt>{t(`settings.stored.${what}`)}</dt>
      <dd>{t(`settings.stored.${what}.where`)}</dd>
    </>
  );
}
