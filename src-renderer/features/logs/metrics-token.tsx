import { useState } from 'react';
import { client } from '../../api/client.ts';
import { rich } from '../../i18n/rich.tsx';
import { t } from '../../i18n/t.ts';
import { askAgain, useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { settingName } from '../settings/setting-index.ts';
import { SettingRow } from '../settings/setting-row.tsx';
import { SwitchControl } from '../settings/switch-control.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import styles from './logs.module.css';

/** Whether monitoring programs may read numbers; the token is shown once, when it is made. */
export function MetricsToken() {
  const { value } = useQuery('metrics.show', {});
  const [token, setToken] = useState<string | null>(null);
  const { run, busy, error } = useCall();
  // Asked for again, because what the program tells of its own is not heard while the demonstration is shown.
  const make = (): void =>
    void run(async () => {
      setToken((await client.call('metrics.turnOn', {})).token);
      askAgain('metrics.show', {});
    });
  const turnOff = (): void =>
    void run(async () => {
      await client.call('metrics.turnOff', {});
      setToken(null);
      askAgain('metrics.show', {});
    });
  if (!value) return null;
  return (
    <SettingRow
      id="metrics"
      section="logs"
      control={
        <SwitchControl
          name={settingName('metrics')}
          isOn={value.isOn}
          isDisabled={busy}
          onChange={(isOn) => (isOn ? make() : turnOff())}
        />
      }
    >
      {error && <Failure error={error} />}
      {value.isOn && (
        <div className={cx(styles.token)}>
          <p className={cx(styles.note)}>
            {rich('logs.metrics.where', { address: <code>/metrics</code>, command: <code>tasksync serve</code> })}
          </p>
          {token === null ? (
            value.since && (
              <p className={cx(styles.note)}>{t('logs.metrics.since', { time: momentText(value.since) })}</p>
            )
          ) : (
            <div className={cx(styles.token)} aria-live="polite">
              <p className={cx(styles.note)}>{t('logs.metrics.once')}</p>
              <code className={cx(styles.mono)}>{token}</code>
              <Button onPress={() => void copy(token)}>{t('logs.metrics.copy')}</Button>
            </div>
          )}
          <Button isDisabled={busy} onPress={make}>
            {t('logs.metrics.renew')}
          </Button>
        </div>
      )}
    </SettingRow>
  );
}

async function copy(token: string): Promise<void> {
  await navigator.clipboard.writeText(token);
  showToast(t('logs.metrics.copied'));
}
