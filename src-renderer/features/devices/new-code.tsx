import { useState } from 'react';
import type { DevicesView, PairingCodeView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { rich } from '../../i18n/rich.tsx';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import { Failure } from '../words/failure.tsx';
import { clockText } from '../words/time-text.ts';
import styles from './devices.module.css';
import { pairingLink } from './pair.ts';
import { RightsNote } from './rights-note.tsx';

/** A code for one more device, while the host is open for others. */
export function NewCode({ view }: { readonly view: DevicesView }) {
  const [made, setMade] = useState<(PairingCodeView & { readonly before: number }) | null>(null);
  const { run, busy, error } = useCall();
  if (view.self !== null) return <RightsNote />;
  if (!view.isOpen) {
    return (
      <p className={cx(styles.text)}>{rich('devices.closed', { command: <code>tasksync serve --listen</code> })}</p>
    );
  }
  const before = countDevices(view);
  const make = (): void => void run(async () => setMade({ ...(await client.call('devices.code', {})), before }));
  // One more device: the code has done its work.
  const code = made !== null && countDevices(view) <= made.before ? made : null;
  return (
    <div className={cx(styles.code)}>
      {error && <Failure error={error} />}
      {code && (
        <div className={cx(styles.ways)}>
          {view.addresses[0] !== undefined && (
            <QrCode text={pairingLink(view.addresses[0], code.code)} label={t('devices.qr')} />
          )}
          <dl className={cx(styles.facts)} aria-live="polite">
            <dt>{t('devices.scan')}</dt>
            {view.addresses.map((address) => (
              <dd key={address} className={cx(styles.address)}>
                {address}
              </dd>
            ))}
            <dt>{t('devices.code')}</dt>
            <dd className={cx(styles.big)}>{code.code}</dd>
            <dd>{t('devices.validUntil', { time: clockText(code.expiresAt) })}</dd>
          </dl>
        </div>
      )}
      <Button variant={code ? 'secondary' : 'primary'} onPress={make} isDisabled={busy}>
        {t(code ? 'devices.makeAnother' : 'devices.make')}
      </Button>
    </div>
  );
}

function countDevices({ devices }: DevicesView): number {
  return devices.filter(({ kind }) => kind === 'device').length;
}
