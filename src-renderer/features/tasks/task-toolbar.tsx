import { Bookmark, ListFilter, SlidersHorizontal } from 'lucide-react';
import type { RefObject } from 'react';
import { taskGroupings, taskSorts } from '../../../src-shared/api/task-lists.ts';
import { t } from '../../i18n/t.ts';
import { setPlainList, usePreferences } from '../../stores/preferences-store.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { setTaskLayout, useTaskLayout } from '../../stores/task-layout-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { KeysOf } from '../shell/keys-of.tsx';
import { statusName } from '../words/field-text.ts';
import { SearchBox } from './search-box.tsx';
import { addChip, hasChip, profileQuery, readSearch, removeChip, type Search } from './search-query.ts';
import styles from './task-toolbar.module.css';
import type { Views } from './use-views.ts';

interface Props {
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onLeave: () => void;
  readonly views: Views;
  readonly viewsButton: RefObject<HTMLButtonElement | null>;
  readonly onColumns: () => void;
}

export function TaskToolbar({ search, onSearch, input, onLeave, views, viewsButton, onColumns }: Props) {
  return (
    <div className={cx(styles.toolbar)}>
      <SearchBox search={search} onChange={onSearch} input={input} onLeave={onLeave} />
      <FilterMenu search={search} onSearch={onSearch} />
      <LayoutMenu onColumns={onColumns} />
      <ViewsMenu views={views} button={viewsButton} />
    </div>
  );
}

const stateFilters = ['conflict', 'waiting', 'problem', 'bin'] as const;

function FilterMenu({ search, onSearch }: Pick<Props, 'search' | 'onSearch'>) {
  const profiles = useProfiles().value ?? [];
  const entry = (query: string, label: string): MenuEntry => {
    const chips = readSearch(query).search.chips;
    const isChosen = chips.every((chip) => hasChip(search, chip));
    return {
      id: query,
      label,
      isChosen,
      onAction: () => onSearch(chips.reduce(isChosen ? removeChip : addChip, search)),
    };
  };
  const statuses = ['todo', 'doing', 'done', 'cancelled'].map((value) => entry(`status:${value}`, statusName(value)));
  return (
    <Menu
      label={t('tasks.filter')}
      trigger={
        <Button icon={ListFilter} aria-label={t('tasks.filter')}>
          <span className={cx(styles.word)}>{t('tasks.filter')}</span>
        </Button>
      }
      groups={[
        { title: t('tasks.filter.status'), entries: [entry('status:open', t('tasks.filter.open')), ...statuses] },
        {
          title: t('tasks.filter.show'),
          entries: stateFilters.map((value) => entry(`is:${value}`, t(`tasks.filter.${value}`))),
        },
        ...(profiles.length > 1
          ? [{ title: t('tasks.filter.profile'), entries: profiles.map(({ name }) => entry(profileQuery(name), name)) }]
          : []),
      ]}
    />
  );
}

/** The one that one expects first: what changed last, what is due next. */
const descendingFirst: ReadonlySet<string> = new Set(['updated', 'priority']);

function LayoutMenu({ onColumns }: Pick<Props, 'onColumns'>) {
  const { layout } = useTaskLayout();
  const isPlain = usePreferences(({ plainList }) => plainList);
  const groups = [null, ...taskGroupings].map((group) => ({
    id: `group-${group}`,
    label: t(`tasks.groupBy.${group ?? 'none'}`),
    isChosen: layout.group === group,
    onAction: () => setTaskLayout({ group }),
  }));
  const sorts = taskSorts.map((sort) => ({
    id: `sort-${sort}`,
    label: t(`tasks.sort.${sort}`),
    isChosen: layout.sort === sort,
    onAction: () => setTaskLayout({ sort, descending: descendingFirst.has(sort) }),
  }));
  const orders = [false, true].map((descending) => ({
    id: `order-${descending}`,
    label: t(descending ? 'tasks.sort.descending' : 'tasks.sort.ascending'),
    isChosen: layout.descending === descending,
    onAction: () => setTaskLayout({ descending }),
  }));
  return (
    <Menu
      label={t('tasks.layout')}
      trigger={
        <Button icon={SlidersHorizontal} aria-label={t('tasks.layout')}>
          <span className={cx(styles.word)}>{t('tasks.layout')}</span>
        </Button>
      }
      groups={[
        { title: t('tasks.groupBy'), entries: groups },
        { title: t('tasks.sort'), entries: sorts },
        { title: t('tasks.sort.order'), entries: orders },
        {
          title: t('tasks.more'),
          entries: [
            { id: 'columns', label: t('tasks.columns.open'), onAction: onColumns },
            {
              ...{ id: 'plain', label: t('tasks.plainList'), isChosen: isPlain },
              onAction: () => setPlainList(!isPlain),
            },
          ],
        },
      ]}
    />
  );
}

function ViewsMenu({ views, button }: { readonly views: Views; readonly button: Props['viewsButton'] }) {
  const { all, opened } = views;
  const saved = all.map(({ name }) => ({
    id: `view-${name}`,
    label: name,
    isChosen: opened?.name === name,
    onAction: () => views.open(name),
  }));
  const entries: readonly MenuEntry[] = [
    {
      ...{ id: 'save', label: t('tasks.view.save'), onAction: views.startSaving },
      keys: <KeysOf command="view.save" />,
    },
    ...(opened && views.isChanged
      ? [{ id: 'update', label: t('tasks.view.update', { name: opened.name }), onAction: views.update }]
      : []),
    ...(opened
      ? [{ id: 'remove', label: t('tasks.view.remove', { name: opened.name }), danger: true, onAction: views.remove }]
      : []),
  ];
  return (
    <Menu
      label={t('tasks.views')}
      trigger={
        <Button
          ref={button}
          icon={Bookmark}
          aria-label={opened ? t('tasks.views.opened', { name: opened.name }) : t('tasks.views')}
        >
          <span className={cx(styles.word)} dir="auto">
            {opened?.name ?? t('tasks.views')}
          </span>
        </Button>
      }
      groups={[...(saved.length > 0 ? [{ title: t('tasks.views'), entries: saved }] : []), { entries }]}
    />
  );
}
