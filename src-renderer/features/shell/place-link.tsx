import type { LucideIcon } from 'lucide-react';
import { VisuallyHidden } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { HintedElement } from '../../ui/hint.tsx';
import styles from './navigation.module.css';
import type { Mark } from './use-marks.ts';

interface Props {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly mark?: Mark | undefined;
  /** Shown beside the icon where there is no room for the name. */
  readonly isRail?: boolean;
}

/** One place in the navigation. */
export function PlaceLink({ label, icon: Icon, href, isCurrent, mark, isRail = false }: Props) {
  const link = (
    <a
      href={href}
      className={cx(styles.place, isCurrent && styles.current)}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <span className={cx(styles.word)} dir="auto">
        <ForeignText text={label} />
      </span>
      {mark && (
        <span className={cx(styles.count, mark.isUrgent && styles.urgent)}>
          <span aria-hidden="true">{mark.text}</span>
          <VisuallyHidden> {mark.spoken}</VisuallyHidden>
        </span>
      )}
    </a>
  );
  return isRail ? <HintedElement text={label}>{link}</HintedElement> : link;
}
