import { useState } from 'react';
import type { DevicesView, DeviceView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import styles from './devices.module.css';

/** On a paired device only that one can be ended. */
export function DeviceList({ view: { devices, self } }: { readonly view: DevicesView }) {
  const [ending, setEnding] = useState<DeviceView | null>(null);
  const { run, busy, error } = useCall();
  if (devices.length === 0) return <p className={cx(styles.text)}>{t('devices.none')}</p>;
  const end = (device: DeviceView): void => {
    void run(async () => void (await client.call('devices.end', { device: device.id }))).then((isDone) => {
      setEnding(null);
      if (isDone) showToast(t('devices.ended', { kind: device.kind, name: device.name }));
    });
  };
  return (
    <>
      {error && <Failure error={error} />}
      <ul className={cx(styles.list)}>
        {devices.map((device) => (
          <li key={device.id} className={cx(styles.device)}>
            <div className={cx(styles.words)}>
              <p className={cx(styles.name)}>
                <bdi>
                  <ForeignText text={device.name} />
                </bdi>
                {device.kind === 'browser' && <span className={cx(styles.text)}> · {t('devices.browser')}</span>}
                {device.id === self && <span className={cx(styles.text)}> · {t('devices.self')}</span>}
              </p>
              <p className={cx(styles.text)}>
                {t('devices.seen', { paired: momentText(device.createdAt), seen: momentText(device.lastSeenAt) })}
              </p>
            </div>
            {(self === null || self === device.id) && (
              <Button
                aria-label={t('devices.endOne', { kind: device.kind, name: device.name })}
                onPress={() => setEnding(device)}
              >
                {t('devices.end', { kind: device.kind })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        role="alertdialog"
        title={t('devices.end.title', { kind: ending?.kind ?? 'device', name: ending?.name ?? '' })}
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        actions={
          ending && (
            <>
              <Button onPress={() => setEnding(null)}>{t('devices.end.keep', { kind: ending.kind })}</Button>
              <Button variant="danger" isDisabled={busy} onPress={() => end(ending)}>
                {t('devices.end', { kind: ending.kind })}
              </Button>
            </>
          )
        }
      >
        <p>{t(ending?.kind === 'browser' ? 'devices.end.whatBrowser' : 'devices.end.what')}</p>
      </Dialog>
    </>
  );
}
