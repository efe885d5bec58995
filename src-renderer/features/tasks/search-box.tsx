import { Search as SearchIcon } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { RemovableChip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './search-box.module.css';
import { addChip, readSearch, type Search, splitTyping } from './search-query.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { countedField, type Suggestion, suggest, typingAt, withSuggestion } from './suggestions.ts';

interface Props {
  readonly search: Search;
  readonly onChange: (search: Search) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Out of the box by the keyboard: to the list. */
  readonly onLeave: () => void;
}

/**
 * One box for words and for conditions such as `status:doing`; a finished condition turns into a chip that can be taken off.
 * Keys and their values are offered while one types. What cannot be read is shown where it stands, and the list stays.
 */
export function SearchBox({ search, onChange, input, onLeave }: Props) {
  const [typed, setTyped] = useState(search.text);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  // The search may change from outside: a link, a filter chosen from the menu, the back button.
  useEffect(() => {
    setTyped((current) => (splitTyping(current).search.text === search.text ? current : search.text));
  }, [search.text]);
  const { error } = splitTyping(typed);
  const typing = isOpen && error === null ? typingAt(typed) : null;
  const field = countedField(typing);
  const counts = useQuery('tasks.values', field === null ? null : { field, text: typing?.text ?? '', limit: 8 }).value;
  const offered = suggest(typing, counts ?? []);
  const chosen = active === null ? undefined : offered[active];

  function type(text: string, isFinished: boolean): void {
    const {
      search: complete,
      error: mistake,
      rest,
    } = isFinished ? { ...readSearch(text), rest: '' } : splitTyping(text);
    const hasNewChips = complete.chips.length > 0;
    setTyped(hasNewChips ? [complete.text, rest].filter(Boolean).join(' ') : text);
    setActive(null);
    if (mistake === null) onChange(complete.chips.reduce(addChip, { ...search, text: complete.text }));
  }
  const removeAt = (index: number) => onChange({ ...search, chips: search.chips.filter((_, at) => at !== index) });

  function take(suggestion: Suggestion): void {
    if (!typing) return;
    type(withSuggestion(typed, typing, suggestion), false);
    input.current?.focus();
    setOpen(true);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isListed = offered.length > 0;
    if (isListed && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((at) => ((at ?? (step > 0 ? -1 : offered.length)) + step + offered.length) % offered.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Enter') {
      type(typed, true);
      setOpen(false);
    } else if (event.key === 'Escape' && isListed) {
      event.stopPropagation();
      setOpen(false);
      setActive(null);
    } else if (event.key === 'Escape' || event.key === 'ArrowDown') onLeave();
    else if (event.key === 'Backspace' && typed === '' && search.chips.length > 0) removeAt(search.chips.length - 1);
  }

  return (
    <search className={cx(styles.search)}>
      <div className={cx(styles.box, error !== null && styles.wrong)}>
        <SearchIcon size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
        {search.chips.map(printFilter).map((chip, index) => (
          <RemovableChip
            key={chip}
            removeLabel={t('tasks.clearChip', { what: chip })}
            onRemove={() => {
              removeAt(index);
              input.current?.focus();
            }}
          >
            {chip}
          </RemovableChip>
        ))}
        <input
          ref={input}
          type="text"
          role="combobox"
          className={cx(styles.input)}
          aria-label={t('tasks.search')}
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={offered.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen ? `${id}-${active}` : undefined}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          placeholder={search.chips.length === 0 ? t('tasks.searchHint') : ''}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setOpen(true);
            type(event.target.value, false);
          }}
          onMouseDown={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            setActive(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {offered.length > 0 && <SuggestionList id={id} offered={offered} active={active} onTake={take} />}
      {error !== null && <Mistake id={`${id}-error`} text={splitTyping(typed).search.text} error={error} />}
    </search>
  );
}

interface MistakeProps {
  readonly id: string;
  readonly text: string;
  readonly error: TaskSyncError;
}

/** What was typed, with the place that cannot be read marked, and the reason. */
function Mistake({ id, text, error }: MistakeProps) {
  const position = typeof error.facts['position'] === 'number' ? error.facts['position'] : 0;
  const rest = text.slice(position);
  const wrong = /^\S+/.exec(rest)?.[0] ?? rest;
  return (
    <p id={id} role="status" className={cx(styles.error)}>
      <span className={cx(styles.typed)} aria-hidden="true">
        {text.slice(0, position)}
        <mark className={cx(styles.mark)}>{wrong || ' '}</mark>
        {rest.slice(wrong.length)}
      </span>
      {error.message}
    </p>
  );
}
