import { RotateCcw, Trash2 } from 'lucide-react';
import type { BinEntry } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { whenLabel } from '../words/time-text.ts';
import styles from './bin-screen.module.css';
import { deletedText, placesText } from './bin-text.ts';

interface Props {
  readonly entry: BinEntry;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
  readonly onRestore: () => void;
  /** Null: it may not be done here. */
  readonly onErase: (() => void) | null;
}

export function BinRow({ entry, isTicked, onTick, onRestore, onErase }: Props) {
  const { task, run } = entry;
  return (
    <li className={cx(styles.row)}>
      <div className={cx(styles.text)}>
        <CheckField label={task.title} isSelected={isTicked} onChange={onTick} />
        <p className={cx(styles.meta)}>
          {deletedText(entry)} · {task.profile}
          {run !== null && (
            <>
              {' · '}
              <a href={routeHref({ kind: 'history', run })}>{t('bin.run')}</a>
            </>
          )}
        </p>
        {placesText(entry).map((text) => (
          <p key={text} className={cx(styles.meta)}>
            {text}
          </p>
        ))}
        <p className={cx(styles.meta)}>
          {entry.keptUntil === null
            ? t('bin.keptForEver')
            : t('bin.keptUntil', { day: whenLabel(localDay(entry.keptUntil)) })}
        </p>
      </div>
      <div className={cx(styles.actions)}>
        <a className={cx(styles.show)} href={routeHref({ kind: 'tasks', task: task.id, search: 'is:bin' })}>
          {t('bin.show')}
        </a>
        <Button icon={RotateCcw} onPress={onRestore}>
          {t('bin.restore')}
        </Button>
        {onErase && <IconButton label={t('bin.eraseOne', { title: task.title })} icon={Trash2} onPress={onErase} />}
      </div>
    </li>
  );
}

/** The day of an instant, where the reader is. */
function localDay(instant: string): string {
  const at = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
