import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { type LogLevel, logLevels } from '../../../src-shared/ports/ports.ts';
import { t } from '../../i18n/t.ts';
import { askAgain, useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { CopyLines } from './copy-lines.tsx';
import { findLines } from './log-text.ts';
import styles from './logs.module.css';
import { RawLog } from './raw-log.tsx';

const most = 1_000;

/** The end of the log: by level, and by words such as the id of a run. */
export function LastLines() {
  const [level, setLevel] = useState<LogLevel>('debug');
  const [filter, setFilter] = useState('');
  const input = { level, limit: most };
  const { value, error, loading } = useQuery('logs.show', input);
  const found = findLines(value?.lines ?? [], filter);
  return (
    <div className={cx(styles.log)}>
      <div className={cx(styles.tools)}>
        <TextField
          label={t('logs.filter')}
          placeholder={t('logs.example')}
          type="search"
          value={filter}
          onChange={setFilter}
        />
        <SelectField<LogLevel>
          label={t('logs.lowest')}
          options={logLevels.map((one) => ({ value: one, label: t(`logs.level.${one}`) }))}
          value={level}
          onChange={setLevel}
        />
        <Button icon={RefreshCw} isDisabled={loading} onPress={() => askAgain('logs.show', input)}>
          {t('logs.refresh')}
        </Button>
        <CopyLines lines={found} />
      </div>
      {error && <Failure error={error} />}
      {!value && !error && <Skeleton rows={4} />}
      {value && found.length === 0 && <p className={cx(styles.note)}>{t('logs.none')}</p>}
      {found.length > 0 && <RawLog label={t('logs.title')} lines={found} />}
    </div>
  );
}
