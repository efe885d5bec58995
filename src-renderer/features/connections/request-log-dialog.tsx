import { Copy } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { filterRequests, requestLine } from './request-lines.ts';
import styles from './request-log-dialog.module.css';

const most = 500;

/** The last requests to services, for finding out what went on. Nobody's words or secrets are in them. */
export function RequestLogDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t('connections.log')} isOpen={isOpen} onClose={onClose} wide>
      <RequestLog />
    </Dialog>
  );
}

function RequestLog() {
  const { value, error } = useQuery('requests.list', { limit: most });
  const [filter, setFilter] = useState('');
  const found = filterRequests(value ?? [], filter);
  const copy = async () => {
    await navigator.clipboard.writeText(`${found.map(requestLine).join('\n')}\n`);
    showToast(t('connections.log.copied', { count: found.length }));
  };
  return (
    <div className={cx(styles.log)}>
      <p className={cx(styles.help)}>{t('connections.log.help')}</p>
      <div className={cx(styles.tools)}>
        <TextField
          label={t('connections.log.filter')}
          placeholder={t('connections.log.example')}
          type="search"
          value={filter}
          onChange={setFilter}
        />
        <Button icon={Copy} isDisabled={found.length === 0} onPress={() => void copy()}>
          {t('connections.log.copy')}
        </Button>
      </div>
      {error && <Failure error={error} />}
      {!value && !error && <Skeleton rows={4} />}
      {value && found.length === 0 && (
        <p>{t(value.length === 0 ? 'connections.log.none' : 'connections.log.noMatch')}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to get there */}
      <section className={cx(styles.lines)} tabIndex={0} aria-label={t('connections.log')}>
        <pre className={cx(styles.text)}>{found.map(requestLine).join('\n')}</pre>
      </section>
    </div>
  );
}
