import { useState } from 'react';
import type { BackupView, DamageView } from '../../../src-shared/api/views.ts';
import { mayCommand } from '../../api/rights.ts';
import { rich } from '../../i18n/rich.tsx';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DiagnosticsButton } from '../logs/diagnostics-button.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { aboutText, backupName } from './backup-text.ts';
import styles from './damage-page.module.css';
import { ReplaceDialog } from './replace-dialog.tsx';

/**
 * In place of everything else while the host cannot read its data: what happened, and the two ways on. The host makes all pages
 * load anew when one was taken.
 */
export function DamagePage() {
  const { value, error } = useQuery('damage.show', {});
  return (
    <main className={cx(styles.page)}>
      <h1 className={cx(styles.title)}>{t('backups.damage.title')}</h1>
      {error && <Failure error={error} />}
      {value?.damage ? <Ways damage={value.damage} /> : !error && <Skeleton />}
    </main>
  );
}

type Damage = NonNullable<DamageView['damage']>;

function Ways({ damage: { file, folder, backups } }: { readonly damage: Damage }) {
  /** `nothing`: without a backup. */
  const [chosen, setChosen] = useState<BackupView | 'nothing' | null>(null);
  const may = mayCommand('damage.restore');
  return (
    <>
      <p className={cx(styles.text)}>{rich('backups.damage.what', { file: <code dir="ltr">{file}</code> })}</p>
      <p className={cx(styles.text)}>{t(may ? 'backups.damage.how' : 'backups.damage.there')}</p>
      {backups.length === 0 && <p className={cx(styles.text)}>{t('backups.none')}</p>}
      <ul className={cx(styles.list)} aria-label={t('backups.damage.list')}>
        {backups.map((backup) => (
          <li key={backup.name} className={cx(styles.backup)}>
            <div className={cx(styles.words)}>
              <p className={cx(styles.name)}>{backupName(backup)}</p>
              <p className={cx(styles.text)}>{aboutText(backup)}</p>
            </div>
            {may && (
              <Button
                isDisabled={!backup.isWhole}
                aria-label={t('backups.restoreOne', { at: momentText(backup.at) })}
                onPress={() => setChosen(backup)}
              >
                {t('backups.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className={cx(styles.text)}>{rich('backups.damage.folder', { folder: <code dir="ltr">{folder}</code> })}</p>
      {may && (
        <div className={cx(styles.others)}>
          <Button onPress={() => setChosen('nothing')}>{t('backups.damage.startEmpty')}</Button>
          <DiagnosticsButton />
        </div>
      )}
      {chosen !== null && (
        <ReplaceDialog backup={chosen === 'nothing' ? null : chosen} onClose={() => setChosen(null)} />
      )}
    </>
  );
}
