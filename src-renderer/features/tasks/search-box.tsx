import { Search as SearchIcon } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { RemovableChip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './search-box.module.css';
import { addToken, formatToken, parseSearch, removeToken, type Search, splitTyping } from './search-query.ts';

interface Props {
  readonly search: Search;
  readonly onChange: (search: Search) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Out of the box by the keyboard: to the list. */
  readonly onLeave: () => void;
}

/** One box for words and for `status:doing`-like tokens; a finished token turns into a chip that can be taken off. */
export function SearchBox({ search, onChange, input, onLeave }: Props) {
  const [typed, setTyped] = useState(search.text);
  // The search may change from outside: a link, a filter chosen from the menu, the back button.
  useEffect(() => {
    setTyped((current) => (splitTyping(current).search.text === search.text ? current : search.text));
  }, [search.text]);

  function type(text: string, isFinished: boolean): void {
    const { search: complete, rest } = isFinished ? { search: parseSearch(text), rest: '' } : splitTyping(text);
    const next = complete.tokens.reduce(addToken, { ...search, text: complete.text });
    const hasNewTokens = complete.tokens.length > 0;
    setTyped(hasNewTokens ? [complete.text, rest].filter(Boolean).join(' ') : text);
    onChange(next);
  }

  return (
    <search className={cx(styles.box)}>
      <SearchIcon size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
      {search.tokens.map((token) => (
        <RemovableChip
          key={formatToken(token)}
          removeLabel={`Clear ${formatToken(token)}`}
          onRemove={() => onChange(removeToken(search, token))}
        >
          {formatToken(token)}
        </RemovableChip>
      ))}
      <input
        ref={input}
        type="text"
        className={cx(styles.input)}
        aria-label="Search tasks"
        aria-keyshortcuts="/"
        placeholder={search.tokens.length === 0 ? 'Search, or status:doing label:bug' : ''}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => type(event.target.value, false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') type(typed, true);
          if (event.key === 'Escape' || event.key === 'ArrowDown') onLeave();
          const last = search.tokens.at(-1);
          if (event.key === 'Backspace' && typed === '' && last) onChange(removeToken(search, last));
        }}
      />
    </search>
  );
}
