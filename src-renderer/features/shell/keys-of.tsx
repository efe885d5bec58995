import { keysOf } from '../../../src-shared/commands/bindings.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { parseKeys } from '../../../src-shared/commands/keys.ts';
import { isDesktop } from '../../api/environment.ts';
import { usePreferences } from '../../stores/preferences-store.ts';
import { cx } from '../../ui/cx.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { keyCaps } from './key-text.ts';
import styles from './keys-of.module.css';

/** The keys of a command as they are where the page runs; nothing when it has none. */
export function KeysOf({ command }: { readonly command: CommandId }) {
  const chosen = usePreferences(({ keys }) => keys);
  const [first] = keysOf(command, chosen, !isDesktop);
  return first === undefined ? null : <Keys keys={first} />;
}

/** The same as text, for a button that shows its key itself; false: it has none. */
export function useKeyCaps(command: CommandId): string | false {
  const chosen = usePreferences(({ keys }) => keys);
  const [first] = keysOf(command, chosen, !isDesktop);
  return first !== undefined && parseKeys(first).map(keyCaps).join(' ');
}

/** Presses that follow one another stand apart. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={cx(styles.keys)}>
      {parseKeys(keys)
        .map((press, at) => ({ id: `${at} ${press}`, press }))
        .map(({ id, press }) => (
          <KeyHint key={id}>{keyCaps(press)}</KeyHint>
        ))}
    </span>
  );
}
