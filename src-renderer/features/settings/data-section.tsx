import { FileUp, ListTodo } from 'lucide-react';
import { mayCommand } from '../../api/rights.ts';
import { locale, t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { SkeletonBar } from '../../ui/skeleton.tsx';
import { ArchiveFiles } from '../archive/archive-files.tsx';
import { Failure } from '../words/failure.tsx';
import { countText } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { dayOptions, daysOf, daysValue } from './choices.ts';
import type { SectionProps } from './section-props.ts';
import { settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings-screen.module.css';
import { sizeText } from './size-text.ts';

export function DataSection({ settings, change }: SectionProps) {
  const days = (count: number | null): string =>
    count === null ? t('settings.forEver') : t('settings.days', { count });
  return (
    <>
      <SettingRow id="dataPlace" section="data">
        <DataFacts />
      </SettingRow>
      <SettingRow id="exchange" section="data">
        <div className={cx(styles.links)}>
          <LinkButton icon={ListTodo} href={routeHref({ kind: 'tasks', task: null, search: '' })}>
            {t('settings.exchange.export')}
          </LinkButton>
          {mayCommand('data.import') && (
            <LinkButton icon={FileUp} href={routeHref({ kind: 'import' })}>
              {t('exchange.import')}
            </LinkButton>
          )}
        </div>
      </SettingRow>
      <SettingRow
        id="historyDays"
        section="data"
        control={
          <SelectField
            label={settingName('historyDays')}
            hideLabel
            options={dayOptions([30, 60, 90, 180, 365, 730], settings.historyDays, days)}
            value={daysValue(settings.historyDays)}
            onChange={(to) =>
              change(settingName('historyDays'), { historyDays: daysOf(to) }, { historyDays: settings.historyDays })
            }
          />
        }
      />
      <SettingRow
        id="binDays"
        section="data"
        control={
          <SelectField
            label={settingName('binDays')}
            hideLabel
            options={dayOptions([7, 14, 30, 60, 90, 180, 365], settings.binDays, days)}
            value={daysValue(settings.binDays)}
            onChange={(to) => change(settingName('binDays'), { binDays: daysOf(to) }, { binDays: settings.binDays })}
          />
        }
      />
      <SettingRow id="archive" section="data">
        <ArchiveFiles />
      </SettingRow>
    </>
  );
}

function DataFacts() {
  const { value: data, error } = useQuery('data.show', {});
  if (!data && error) return <Failure error={error} />;
  if (!data) return <SkeletonBar />;
  return (
    <dl className={cx(styles.facts)}>
      <dt>{t('settings.data.place')}</dt>
      <dd className={cx(styles.place)}>{data.file ?? t('settings.data.memory')}</dd>
      <dt>{t('settings.data.size')}</dt>
      <dd>{sizeText(data.bytes, locale)}</dd>
      <dt>{t('settings.data.tasks')}</dt>
      <dd>{countText(data.tasks)}</dd>
      <dt>{t('settings.data.bin')}</dt>
      <dd>
        <a href={routeHref({ kind: 'tasks', task: null, search: 'is:bin' })}>{countText(data.inBin)}</a>
      </dd>
      <dt>{t('settings.data.history')}</dt>
      <dd>{data.historySince === null ? t('settings.data.whole') : momentText(data.historySince)}</dd>
    </dl>
  );
}
