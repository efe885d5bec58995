import { Link2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { useRoute } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { OnlyThere } from '../devices/only-there.tsx';
import { isOfComputer, type Section, type SettingId, settingAbout, settingName } from './setting-index.ts';
import styles from './setting-row.module.css';

interface Props {
  readonly id: SettingId;
  readonly section: Section;
  /** Beside the words; names itself with the setting's name. */
  readonly control?: ReactNode;
  /** Below the words. */
  readonly children?: ReactNode;
  /** Says more than the catalogue: values of now. */
  readonly about?: string;
}

/** One setting: what it is, what it means, its control, and its address. */
export function SettingRow({ id, section, control, children, about }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const isFixed = isOfComputer(id) && !mayCommand('settings.change');
  const isAsked = useRoute(({ route }) => route.kind === 'settings' && route.setting === id);
  useEffect(() => {
    if (!isAsked) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.querySelector<HTMLElement>('[data-control] :is(button, input)')?.focus();
  }, [isAsked]);
  return (
    <div ref={row} className={cx(styles.row, isAsked && styles.asked)}>
      <div className={cx(styles.words)}>
        <h3 className={cx(styles.name)}>
          {settingName(id)}
          <a
            className={cx(styles.link)}
            href={routeHref({ kind: 'settings', section, setting: id })}
            aria-label={t('settings.linkTo', { name: settingName(id) })}
          >
            <Link2 size={14} strokeWidth={1.5} aria-hidden="true" />
          </a>
        </h3>
        <p className={cx(styles.about)}>{about ?? settingAbout(id)}</p>
      </div>
      {control && (
        <div data-control="" className={cx(styles.control)}>
          {isFixed ? <OnlyThere what="setting" /> : control}
        </div>
      )}
      {children && !isFixed && <div className={cx(styles.more)}>{children}</div>}
    </div>
  );
}
