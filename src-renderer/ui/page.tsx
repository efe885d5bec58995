import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './page.module.css';

interface Props {
  readonly title: string;
  /** Beside the title: a count, a state. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** Before the title: the way back, on screens that lie below another. */
  readonly back?: { readonly label: string; readonly href: string };
  readonly children: ReactNode;
  /** On narrow windows the content stands in for the whole screen, its heading included. */
  readonly isCovered?: boolean;
  /** `fill`: the content scrolls by itself, as lists do · `read`: one column that scrolls. */
  readonly layout?: 'fill' | 'read';
}

/** A screen: its heading takes the focus when the screen appears, so that a screen reader says where one is. */
export function Page({ title, aside, actions, back, children, isCovered = false, layout = 'read' }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('ui.pageTitle', { screen: title });
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={cx(styles.page)}>
      <header className={cx(styles.header, isCovered && styles.covered)}>
        {back && (
          <a className={cx(styles.back)} href={back.href}>
            {back.label}
          </a>
        )}
        <h1 ref={heading} tabIndex={-1} className={cx(styles.title)}>
          {title}
        </h1>
        {aside && <div className={cx(styles.aside)}>{aside}</div>}
        {actions && <div className={cx(styles.actions)}>{actions}</div>}
      </header>
      {layout === 'fill' ? (
        <div className={cx(styles.fill)}>{children}</div>
      ) : (
        <div className={cx(styles.scroll)} data-scroller="">
          <div className={cx(styles.column)}>{children}</div>
        </div>
      )}
    </div>
  );
}
