import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import { Mark } from '../shell/mark.tsx';
import { deviceKind } from './device-kind.ts';
import { type PairOutcome, pairThisDevice, takePairingCode } from './pair.ts';
import styles from './pair-page.module.css';

/** Once, when the page comes: it is no longer in the address then. */
const scanned = takePairingCode();

/** The host is another computer and does not know this device yet, or no longer. */
export function PairPage() {
  const [code, setCode] = useState(scanned);
  const [name, setName] = useState(() => t(`devices.device.${deviceKind(navigator.userAgent)}`));
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Exclude<PairOutcome, 'paired'> | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await pairThisDevice(code, name);
    setBusy(false);
    if (outcome === 'paired') location.reload();
    else setRefused(outcome);
  };

  return (
    <main className={cx(styles.page)}>
      <Mark size={40} />
      <h1 className={cx(styles.title)}>{t('devices.pair.title')}</h1>
      <p className={cx(styles.text)}>{t(scanned === '' ? 'devices.pair.how' : 'devices.pair.scanned')}</p>
      <Form className={cx(styles.form)} validationBehavior="aria" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('devices.pair.code')}
          value={code}
          onChange={(text) => {
            setCode(text);
            setRefused(null);
          }}
          error={refused === null ? null : t(`devices.pair.${refused}`)}
          autoComplete="one-time-code"
          spellCheck="false"
          maxLength={20}
          autoFocus={scanned === ''}
        />
        <TextField
          label={t('devices.pair.name')}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus={scanned !== ''}
        />
        <Button type="submit" variant="primary" isDisabled={code.trim() === '' || isBusy}>
          {t(isBusy ? 'devices.pair.busy' : 'devices.pair.do')}
        </Button>
      </Form>
    </main>
  );
}
