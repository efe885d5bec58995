import { Archive, RotateCcw, SearchX, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { BinEntry } from '../../../src-shared/api/views.ts';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { OnlyThere } from '../devices/only-there.tsx';
import { Failure } from '../words/failure.tsx';
import { BinRow } from './bin-row.tsx';
import styles from './bin-screen.module.css';
import { EraseDialog } from './erase-dialog.tsx';
import { restoreTasks } from './restore-tasks.ts';

const pageSize = 100;
const mayErase = mayCommand('bin.erase');

/** What was deleted: where it went, until when it can be had back, and the way out in either direction. */
export function BinScreen() {
  const [query, setQuery] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [doomed, setDoomed] = useState<readonly BinEntry[] | null>(null);
  const { value, error } = useQuery('bin.list', { query, limit });
  const entries = value?.entries ?? [];
  const chosen = entries.filter(({ task }) => ticked.has(task.id));
  const tick = (id: string, isTicked: boolean): void => {
    setTicked((before) => new Set(isTicked ? [...before, id] : [...before].filter((one) => one !== id)));
  };
  const restore = (some: readonly BinEntry[]): void => {
    setTicked(new Set());
    void restoreTasks(some);
  };
  const isEmpty = value !== undefined && value.total === 0;
  return (
    <Page
      title={t('bin.title')}
      aside={
        <span aria-live="polite" aria-atomic="true">
          {value !== undefined && t('bin.count', { count: value.total })}
        </span>
      }
    >
      <div className={cx(styles.bin)}>
        {(!isEmpty || query !== '') && (
          <TextField
            label={t('bin.search')}
            value={query}
            onChange={setQuery}
            error={error?.code === 'invalid-input' ? error.message : null}
          />
        )}
        {error && error.code !== 'invalid-input' && <Failure error={error} />}
        {value === undefined && !error && <Skeleton />}
        {isEmpty && <Nothing isSearch={query !== ''} onClear={() => setQuery('')} />}
        {entries.length > 0 && (
          <>
            {!mayErase && <OnlyThere what="erase" />}
            <div className={cx(styles.bar)}>
              <CheckField
                label={chosen.length === 0 ? t('bin.selectAll') : t('bin.selected', { count: chosen.length })}
                isSelected={chosen.length === entries.length}
                onChange={(all) => setTicked(new Set(all ? entries.map(({ task }) => task.id) : []))}
              />
              {chosen.length > 0 && (
                <div className={cx(styles.actions)}>
                  <Button icon={RotateCcw} onPress={() => restore(chosen)}>
                    {t('bin.restoreCount', { count: chosen.length })}
                  </Button>
                  {mayErase && (
                    <Button variant="danger" icon={Trash2} onPress={() => setDoomed(chosen)}>
                      {t('bin.eraseCount', { count: chosen.length })}
                    </Button>
                  )}
                </div>
              )}
            </div>
            <ul className={cx(styles.list)} aria-label={t('bin.title')}>
              {entries.map((entry) => (
                <BinRow
                  key={entry.task.id}
                  entry={entry}
                  isTicked={ticked.has(entry.task.id)}
                  onTick={(isTicked) => tick(entry.task.id, isTicked)}
                  onRestore={() => restore([entry])}
                  onErase={mayErase ? () => setDoomed([entry]) : null}
                />
              ))}
            </ul>
          </>
        )}
        {value !== undefined && value.total > entries.length && (
          <Button onPress={() => setLimit(Math.min(1000, limit + pageSize))}>
            {t('bin.more', { count: value.total - entries.length })}
          </Button>
        )}
      </div>
      <EraseDialog
        entries={doomed}
        onClose={() => setDoomed(null)}
        onErased={() => {
          setDoomed(null);
          setTicked(new Set());
        }}
      />
    </Page>
  );
}

function Nothing({ isSearch, onClear }: { readonly isSearch: boolean; readonly onClear: () => void }) {
  if (!isSearch) {
    return (
      <EmptyState icon={Archive} title={t('bin.empty')}>
        {t('bin.emptyText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={t('bin.noMatch')}
      actions={<Button onPress={onClear}>{t('bin.clearSearch')}</Button>}
    />
  );
}
