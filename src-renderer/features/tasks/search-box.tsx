import { Search as SearchIcon } from 'lucide-react';
import { type RefObject, useEffect, useId, useState } from 'react';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { RemovableChip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './search-box.module.css';
import { addChip, readSearch, type Search, splitTyping } from './search-query.ts';

interface Props {
  readonly search: Search;
  readonly onChange: (search: Search) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Out of the box by the keyboard: to the list. */
  readonly onLeave: () => void;
}

/**
 * One box for words and for conditions such as `status:doing`; a finished condition turns into a chip that can be taken off.
 * What cannot be read is explained below the box, and the list stays as it was.
 */
export function SearchBox({ search, onChange, input, onLeave }: Props) {
  const [typed, setTyped] = useState(search.text);
  const errorId = useId();
  // The search may change from outside: a link, a filter chosen from the menu, the back button.
  useEffect(() => {
    setTyped((current) => (splitTyping(current).search.text === search.text ? current : search.text));
  }, [search.text]);
  const { error } = splitTyping(typed);

  function type(text: string, isFinished: boolean): void {
    const {
      search: complete,
      error: mistake,
      rest,
    } = isFinished ? { ...readSearch(text), rest: '' } : splitTyping(text);
    const hasNewChips = complete.chips.length > 0;
    setTyped(hasNewChips ? [complete.text, rest].filter(Boolean).join(' ') : text);
    if (mistake === null) onChange(complete.chips.reduce(addChip, { ...search, text: complete.text }));
  }
  const removeAt = (index: number) => onChange({ ...search, chips: search.chips.filter((_, at) => at !== index) });

  return (
    <search className={cx(styles.search)}>
      <div className={cx(styles.box, error !== null && styles.wrong)}>
        <SearchIcon size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
        {search.chips.map(printFilter).map((chip, index) => (
          <RemovableChip key={chip} removeLabel={`Clear ${chip}`} onRemove={() => removeAt(index)}>
            {chip}
          </RemovableChip>
        ))}
        <input
          ref={input}
          type="text"
          className={cx(styles.input)}
          aria-label="Search tasks"
          aria-keyshortcuts="/"
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : errorId}
          placeholder={search.chips.length === 0 ? 'Search, or status:doing due:<7d' : ''}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => type(event.target.value, false)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') type(typed, true);
            if (event.key === 'Escape' || event.key === 'ArrowDown') onLeave();
            if (event.key === 'Backspace' && typed === '' && search.chips.length > 0) removeAt(search.chips.length - 1);
          }}
        />
      </div>
      {error !== null && (
        <p id={errorId} role="status" className={cx(styles.error)}>
          {error.message}
        </p>
      )}
    </search>
  );
}
