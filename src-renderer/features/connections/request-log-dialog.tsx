import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CopyLines } from '../logs/copy-lines.tsx';
import { RawLog } from '../logs/raw-log.tsx';
import { Failure } from '../words/failure.tsx';
import { chooseRequests, type RequestChoice, requestLine } from './request-lines.ts';
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
  const [choice, setChoice] = useState<RequestChoice>({ words: '', connection: null, run: null, outcome: 'all' });
  const choose = (change: Partial<RequestChoice>): void => setChoice({ ...choice, ...change });
  const all = value ?? [];
  const lines = chooseRequests(all, choice).map(requestLine);
  return (
    <div className={cx(styles.log)}>
      <p className={cx(styles.help)}>{t('connections.log.help')}</p>
      <div className={cx(styles.tools)}>
        <TextField
          label={t('connections.log.filter')}
          placeholder={t('connections.log.example')}
          type="search"
          value={choice.words}
          onChange={(words) => choose({ words })}
        />
        <Choice
          label={t('connections.log.connection')}
          every={t('connections.log.everyConnection')}
          values={[...new Set(all.map(({ connection }) => connection))].sort()}
          value={choice.connection}
          onChange={(connection) => choose({ connection })}
        />
        <Choice
          label={t('connections.log.run')}
          every={t('connections.log.everyRun')}
          values={[...new Set(all.flatMap(({ run }) => run ?? []))].toReversed()}
          value={choice.run}
          onChange={(run) => choose({ run })}
        />
        <SelectField<RequestChoice['outcome']>
          label={t('connections.log.outcome')}
          options={(['all', 'failed', 'slow'] as const).map((one) => ({
            value: one,
            label: t(`connections.log.outcome.${one}`),
          }))}
          value={choice.outcome}
          onChange={(outcome) => choose({ outcome })}
        />
        <CopyLines lines={lines} />
      </div>
      {error && <Failure error={error} />}
      {!value && !error && <Skeleton rows={4} />}
      {value && lines.length === 0 && (
        <p>{t(value.length === 0 ? 'connections.log.none' : 'connections.log.noMatch')}</p>
      )}
      {lines.length > 0 && <RawLog label={t('connections.log')} lines={lines} />}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly every: string;
  readonly values: readonly string[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** One of what is there, or all of it. */
function Choice({ label, every, values, value, onChange }: ChoiceProps) {
  return (
    <SelectField
      label={label}
      options={[{ value: '', label: every }, ...values.map((one) => ({ value: one, label: one }))]}
      value={value ?? ''}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  );
}
