import { FolderOpen } from 'lucide-react';
import type { LogView } from '../../../src-shared/api/views.ts';
import { type LogLevel, logLevels } from '../../../src-shared/ports/ports.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { locale, t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import type { SectionProps } from '../settings/section-props.ts';
import { settingName } from '../settings/setting-index.ts';
import { SettingRow } from '../settings/setting-row.tsx';
import { sizeText } from '../settings/size-text.ts';
import { Failure } from '../words/failure.tsx';
import { DiagnosticsButton } from './diagnostics-button.tsx';
import { LastLines } from './last-lines.tsx';
import styles from './logs.module.css';
import { MetricsToken } from './metrics-token.tsx';

/** What the program writes down of its work, and what monitoring programs may read of it. */
export function LogsSection({ settings, change }: SectionProps) {
  const kept = useQuery('logs.show', { limit: 1 }).value?.kept ?? null;
  // Its settings are of its own data, and the log is the program's.
  const isDemo = useQuery('demo.state', {}).value?.isOpen === true;
  const name = settingName('logLevel');
  return (
    <>
      <SettingRow
        id="logLevel"
        section="logs"
        {...(kept?.isFixed ? { about: t('logs.fixed', { variable: 'TASKSYNC_LOG_LEVEL' }) } : {})}
        control={
          <SelectField<LogLevel>
            label={name}
            hideLabel
            options={logLevels.map((level) => ({ value: level, label: t(`logs.level.${level}`) }))}
            value={kept?.level ?? settings.logLevel}
            isDisabled={kept === null || kept.isFixed || isDemo}
            onChange={(logLevel) => change(name, { logLevel }, { logLevel: settings.logLevel })}
          />
        }
      />
      <SettingRow id="logPlace" section="logs">
        {kept === null ? <p className={cx(styles.note)}>{t('logs.notKept')}</p> : <Place kept={kept} />}
      </SettingRow>
      <SettingRow id="logLines" section="logs">
        <LastLines />
      </SettingRow>
      <SettingRow id="diagnostics" section="logs" control={<DiagnosticsButton />} />
      <MetricsToken />
    </>
  );
}

function Place({ kept }: { readonly kept: NonNullable<LogView['kept']> }) {
  const { run, busy, error } = useCall();
  const show = (): void => void run(async () => void (await client.call('logs.showFolder', {})));
  return (
    <div className={cx(styles.log)}>
      <dl className={cx(styles.facts)}>
        <dt>{t('logs.folder')}</dt>
        <dd className={cx(styles.mono)}>{kept.folder}</dd>
        <dt>{t('logs.size')}</dt>
        <dd>{t('logs.sizeOf', { size: sizeText(kept.bytes, locale), most: sizeText(kept.mostBytes, locale) })}</dd>
      </dl>
      {error && <Failure error={error} />}
      {kept.canShow && mayCommand('logs.showFolder') && (
        <div>
          <Button icon={FolderOpen} isDisabled={busy} onPress={show}>
            {t('logs.showFolder')}
          </Button>
        </div>
      )}
    </div>
  );
}
