import { ChevronDown, ChevronRight } from 'lucide-react';
import type { TaskGrouping } from '../../../src-shared/api/task-lists.ts';
import type { TaskGroupView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { countText, statusName } from '../words/field-text.ts';
import styles from './group-heading.module.css';

interface Props {
  readonly group: TaskGroupView;
  readonly by: TaskGrouping | null;
  readonly isOpen: boolean;
}

export function GroupHeading({ group, by, isOpen }: Props) {
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <span className={cx(styles.heading)}>
      <Chevron size={16} strokeWidth={1.5} aria-hidden="true" />
      <span dir="auto">
        <ForeignText text={groupName(group.key, by)} />
      </span>
      <span className={cx(styles.count)}>{countText(group.count)}</span>
    </span>
  );
}

function groupName(key: string | null, by: TaskGrouping | null): string {
  const own = `tasks.group.${by}.${key ?? 'none'}`;
  if (t.has(own)) return t(own);
  return by === 'status' && key !== null ? statusName(key) : (key ?? '');
}
