import { Switch } from 'react-aria-components';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember } from '../../stores/undo-store.ts';
import { cx } from '../../ui/cx.ts';
import styles from './profiles-screen.module.css';

/** Whether it runs by itself. */
export function EnabledSwitch({ profile: { name, enabled } }: { readonly profile: ProfileView }) {
  const set = async (value: boolean) => {
    await client.call('profiles.enable', { profile: name, enabled: value });
  };
  async function turn(value: boolean): Promise<void> {
    try {
      await set(value);
      const label = t(value ? 'profiles.resumed' : 'profiles.paused', { name });
      const step = { label, undo: () => set(!value), redo: () => set(value) };
      remember(step);
      showToast(label, { label: t('profiles.undo'), run: () => void set(!value) });
    } catch (error) {
      showToast(failureLine(error));
    }
  }
  return (
    <Switch
      className={cx(styles.switch)}
      isSelected={enabled}
      onChange={(value) => void turn(value)}
      aria-label={t('profiles.runsByItself', { name })}
    >
      <span className={cx(styles.track)}>
        <span className={cx(styles.thumb)} />
      </span>
    </Switch>
  );
}
