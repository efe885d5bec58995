import { Copy, ExternalLink } from 'lucide-react';
import type { SignInStart } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Countdown } from '../words/countdown.tsx';
import { safeHref } from '../words/safe-href.ts';
import styles from './connection-form.module.css';

interface Props {
  readonly start: SignInStart;
  readonly service: string;
}

/** What the person does meanwhile: open the page, type the code. It ends by itself when they have, or when the time is over. */
export function SignInUnderWay({ start, service }: Props) {
  const { code, address, expiresAt, isOpened, attempt } = start;
  const copy = async () => {
    await navigator.clipboard.writeText(code ?? address);
    showToast(t('connections.copied'));
  };
  return (
    <div className={cx(styles.form)}>
      <p>{t(isOpened ? 'connections.signInOpened' : 'connections.signInOpen', { service })}</p>
      {code !== null && (
        <div className={cx(styles.code)}>
          <output aria-label={t('connections.code')}>{code}</output>
          <Button icon={Copy} onPress={() => void copy()}>
            {t('connections.copy')}
          </Button>
        </div>
      )}
      <p>
        <a className={cx(styles.link)} href={safeHref(address)} target="_blank" rel="noreferrer">
          <ExternalLink size={16} strokeWidth={1.5} aria-hidden="true" />
          {t('connections.openPage', { service })}
        </a>
      </p>
      <div role="status">
        <p className={cx(styles.help)}>
          {t('connections.waitingForSignIn', { service })} <Countdown until={expiresAt} />
        </p>
        <ProgressBar label={t('connections.waitingForSignIn', { service })} done={0} total={null} />
      </div>
      <footer className={cx(styles.actions)}>
        <Button onPress={() => void client.call('connections.cancelSignIn', { attempt }).catch(() => undefined)}>
          {t('connections.cancel')}
        </Button>
      </footer>
    </div>
  );
}
