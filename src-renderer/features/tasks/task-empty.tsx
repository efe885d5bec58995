import { Inbox, ListTodo, SearchX } from 'lucide-react';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Search } from './search-query.ts';

interface Props {
  readonly search: Search;
  readonly isBin: boolean;
  readonly onSearch: (search: Search) => void;
}

/** Why there is no task to be seen, and what can be done about it. */
export function TaskEmpty({ search, isBin, onSearch }: Props) {
  const isFiltered = search.text !== '' || search.chips.length > (isBin ? 1 : 0);
  if (isFiltered) return <NothingFound search={search} onSearch={onSearch} />;
  if (!isBin) return <NoTasks />;
  return (
    <EmptyState icon={Inbox} title={t('tasks.empty.bin')}>
      {t('tasks.empty.binText')}
    </EmptyState>
  );
}

function NothingFound({ search, onSearch }: Omit<Props, 'isBin'>) {
  return (
    <EmptyState
      icon={SearchX}
      title={t('tasks.empty.filtered')}
      actions={
        <>
          {search.chips.map((chip) => (
            <Button
              key={printFilter(chip)}
              onPress={() => onSearch({ ...search, chips: search.chips.filter((one) => one !== chip) })}
            >
              {t('tasks.clearChip', { what: printFilter(chip) })}
            </Button>
          ))}
          {search.text !== '' && (
            <Button onPress={() => onSearch({ ...search, text: '' })}>
              {t('tasks.clearText', { text: search.text })}
            </Button>
          )}
        </>
      }
    />
  );
}

function NoTasks() {
  const profile = useProfiles().value?.[0];
  return (
    <EmptyState
      icon={ListTodo}
      title={t('tasks.empty')}
      actions={
        profile ? (
          <LinkButton variant="primary" href={`#/preview/${encodeURIComponent(profile.name)}`}>
            {t('tasks.empty.preview', { profile: profile.name })}
          </LinkButton>
        ) : (
          <LinkButton variant="primary" href="#/new-profile">
            {t('tasks.empty.connect')}
          </LinkButton>
        )
      }
    >
      {profile ? t('tasks.empty.text') : t('tasks.empty.noProfile')}
    </EmptyState>
  );
}
