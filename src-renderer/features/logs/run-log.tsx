import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failure } from '../words/failure.tsx';
import { CopyLines } from './copy-lines.tsx';
import { logText } from './log-text.ts';
import styles from './logs.module.css';
import { RawLog } from './raw-log.tsx';

/** What the log says of one run; read when somebody wants to see it. */
export function RunLog({ run }: { readonly run: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title={t('logs.title')}
      actions={
        <Button variant="ghost" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'logs.hide' : 'logs.show')}
        </Button>
      }
    >
      {isOpen && <Lines run={run} />}
    </Card>
  );
}

const most = 5_000;

function Lines({ run }: { readonly run: string }) {
  const { value, error } = useQuery('logs.show', { run, limit: most });
  if (error && !value) return <Failure error={error} />;
  if (!value) return <Skeleton rows={4} />;
  const lines = value.lines.map(logText);
  return (
    <div className={cx(styles.log)}>
      {lines.length === 0 ? (
        <p className={cx(styles.note)}>{t('logs.noneOfRun')}</p>
      ) : (
        <RawLog label={t('logs.title')} lines={lines} />
      )}
      {value.kept && value.kept.level !== 'debug' && (
        <p className={cx(styles.note)}>
          {t('logs.lessThanAll')}{' '}
          <a href={routeHref({ kind: 'settings', section: 'logs', setting: 'logLevel' })}>{t('logs.chooseLevel')}</a>
        </p>
      )}
      <div>
        <CopyLines lines={lines} />
      </div>
    </div>
  );
}
