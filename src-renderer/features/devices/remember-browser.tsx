import { useEffect, useState } from 'react';
import type { DevicesView } from '../../../src-shared/api/views.ts';
import { type BrowserKey, keepBrowserKey, makeBrowserKey, readBrowserKey } from '../../api/browser-key.ts';
import { client } from '../../api/client.ts';
import { isDesktop } from '../../api/environment.ts';
import { mayCommand } from '../../api/rights.ts';
import { rich } from '../../i18n/rich.tsx';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Failure } from '../words/failure.tsx';
import { browserName } from './device-kind.ts';
import styles from './devices.module.css';

/** Lets this browser come back without a fresh address, as an installed app has to. */
export function RememberBrowser({ view }: { readonly view: DevicesView }) {
  const [known, setKnown] = useState<BrowserKey | null>(null);
  const { run, busy, error } = useCall();
  useEffect(() => void readBrowserKey().then(setKnown), []);

  if (isDesktop) return <p className={cx(styles.text)}>{t('devices.remember.desktop')}</p>;
  if (!mayCommand('devices.remember')) return <p className={cx(styles.text)}>{t('devices.remember.paired')}</p>;
  const self = view.devices.find(({ id }) => id === known?.id);
  if (!self && !view.canRemember) {
    const command = <code>tasksync serve --port 4317</code>;
    return <p className={cx(styles.text)}>{rich('devices.remember.moves', { command })}</p>;
  }

  const remember = (): void =>
    void run(async () => {
      const { key, publicKey } = await makeBrowserKey();
      const { id } = await client.call('devices.remember', { name: browserName(navigator.userAgent), key: publicKey });
      await keepBrowserKey({ id, key });
      setKnown({ id, key });
    });
  const forget = (id: string): void =>
    void run(async () => {
      await keepBrowserKey(null);
      setKnown(null);
      await client.call('devices.end', { device: id });
    });
  return (
    <div className={cx(styles.code)}>
      {error && <Failure error={error} />}
      {self ? (
        <>
          <p className={cx(styles.text)}>{t('devices.remember.is', { name: self.name })}</p>
          <Button isDisabled={busy} onPress={() => forget(self.id)}>
            {t('devices.remember.forget')}
          </Button>
        </>
      ) : (
        <Button isDisabled={busy} onPress={remember}>
          {t('devices.remember.do')}
        </Button>
      )}
    </div>
  );
}
