import type { ApiName } from '../../../src-shared/api/contract.ts';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './devices.module.css';

/** What a person would miss, each by one command that stands for it. */
const deeds = {
  connections: 'connections.add',
  settings: 'settings.change',
  profiles: 'profiles.remove',
  erase: 'bin.erase',
  demo: 'demo.enter',
  pairing: 'devices.code',
} as const satisfies Readonly<Record<string, ApiName>>;

const all = Object.keys(deeds) as readonly (keyof typeof deeds)[];

/** On a paired device: what it may not do. */
export function RightsNote() {
  return (
    <div className={cx(styles.text)}>
      <p>{t('devices.here')}</p>
      <ul className={cx(styles.rights)}>
        {all
          .filter((deed) => !mayCommand(deeds[deed]))
          .map((deed) => (
            <li key={deed}>{t(`devices.deed.${deed}`)}</li>
          ))}
      </ul>
    </div>
  );
}
