import { ArrowDownUp, ListFilter } from 'lucide-react';
import type { RefObject } from 'react';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { useQuery } from '../../stores/query-store.ts';
import { setTaskSort, type TaskSort, useTaskSort } from '../../stores/tasks-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { statusName } from '../words/field-text.ts';
import { SearchBox } from './search-box.tsx';
import { addChip, hasChip, readSearch, removeChip, type Search } from './search-query.ts';
import styles from './task-toolbar.module.css';

interface Props {
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onLeave: () => void;
}

export function TaskToolbar({ search, onSearch, input, onLeave }: Props) {
  return (
    <div className={cx(styles.toolbar)}>
      <SearchBox search={search} onChange={onSearch} input={input} onLeave={onLeave} />
      <FilterMenu search={search} onSearch={onSearch} />
      <SortMenu />
    </div>
  );
}

const stateFilters: readonly (readonly [string, string])[] = [
  ['conflict', 'With a conflict'],
  ['waiting', 'Waiting to send'],
  ['problem', 'With a problem'],
  ['bin', 'In the Bin'],
];

function FilterMenu({ search, onSearch }: Omit<Props, 'input' | 'onLeave'>) {
  const profiles = useQuery('profiles.list', {}).value ?? [];
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
      label="Filter"
      trigger={
        <Button icon={ListFilter} aria-label="Filter">
          <span className={cx(styles.word)}>Filter</span>
        </Button>
      }
      groups={[
        { title: 'Status', entries: [entry('status:open', 'Open'), ...statuses] },
        { title: 'Show', entries: stateFilters.map(([value, label]) => entry(`is:${value}`, label)) },
        ...(profiles.length > 1
          ? [{ title: 'Profile', entries: profiles.map(({ name }) => entry(profileQuery(name), name)) }]
          : []),
      ]}
    />
  );
}

function profileQuery(name: string): string {
  return printFilter({ kind: 'field', field: 'profile', tests: [{ kind: 'is', value: { kind: 'text', text: name } }] });
}

const sorts: readonly { readonly sort: TaskSort; readonly label: string }[] = [
  { sort: { column: 'updated', descending: true }, label: 'Last changed' },
  { sort: { column: 'due', descending: false }, label: 'Due date' },
  { sort: { column: 'priority', descending: false }, label: 'Priority' },
  { sort: { column: 'status', descending: false }, label: 'Status' },
  { sort: { column: 'title', descending: false }, label: 'Title' },
];

function SortMenu() {
  const current = useTaskSort();
  return (
    <Menu
      label="Sort"
      trigger={
        <Button
          icon={ArrowDownUp}
          aria-label={`Sort: ${sorts.find(({ sort }) => sort.column === current.column)?.label}`}
        >
          <span className={cx(styles.word)}>Sort</span>
        </Button>
      }
      groups={[
        {
          title: 'Sort by',
          entries: sorts.map(({ sort, label }) => ({
            id: sort.column,
            label,
            isChosen: sort.column === current.column,
            onAction: () => setTaskSort(sort),
          })),
        },
        {
          title: 'Order',
          entries: [false, true].map((descending) => ({
            id: descending ? 'descending' : 'ascending',
            label: descending ? 'Descending' : 'Ascending',
            isChosen: current.descending === descending,
            onAction: () => setTaskSort({ ...current, descending }),
          })),
        },
      ]}
    />
  );
}
