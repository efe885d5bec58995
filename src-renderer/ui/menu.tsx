import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Header, MenuItem, MenuSection, MenuTrigger, Popover, Menu as RacMenu, Separator } from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './menu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  readonly onAction: () => void;
  /** The keys that do the same, shown at the end. */
  readonly keys?: ReactNode;
  /** Set for one of a choice: whether it is the one. */
  readonly isChosen?: boolean;
}

export interface MenuGroup {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

interface Props {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
}

export function Menu({ trigger, label, groups }: Props) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={cx(styles.popover)} offset={4} placement="bottom end">
        <RacMenu aria-label={label} className={cx(styles.menu)}>
          {groups.map((group, index) => (
            <Group key={group.title ?? group.entries[0]?.id} group={group} isFirst={index === 0} />
          ))}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Group({ group, isFirst }: { readonly group: MenuGroup; readonly isFirst: boolean }) {
  return (
    <>
      {!isFirst && <Separator className={cx(styles.separator)} />}
      <MenuSection {...(group.title ? {} : { 'aria-label': t('ui.more') })}>
        {group.title && <Header className={cx(styles.header)}>{group.title}</Header>}
        {group.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </MenuSection>
    </>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const Icon = entry.icon;
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      onAction={entry.onAction}
      className={cx(styles.item, entry.danger && styles.danger, entry.isChosen && styles.chosen)}
      {...(entry.isChosen ? { 'aria-label': t('ui.chosen', { what: entry.label }) } : {})}
    >
      {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden="true" />}
      {entry.label}
      {entry.keys && <span className={cx(styles.keys)}>{entry.keys}</span>}
    </MenuItem>
  );
}
