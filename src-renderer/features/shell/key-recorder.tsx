import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { clashesOf } from '../../../src-shared/commands/bindings.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { pressNames } from '../../../src-shared/commands/keys.ts';
import { takenBy } from '../../../src-shared/commands/reserved-keys.ts';
import { isDesktop, isMac } from '../../api/environment.ts';
import { t } from '../../i18n/t.ts';
import { setKeys, usePreferences } from '../../stores/preferences-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './key-recorder.module.css';
import { Keys } from './keys-of.tsx';

interface Props {
  readonly id: CommandId;
  readonly onDone: () => void;
}

/** Takes down what is pressed: one press, or two that follow one another. Escape leaves everything as it was. */
export function KeyRecorder({ id, onDone }: Props) {
  const [pressed, setPressed] = useState<readonly string[]>([]);
  const chosen = usePreferences(({ keys }) => keys);
  const box = useRef<HTMLButtonElement>(null);
  useEffect(() => box.current?.focus(), []);
  const keys = pressed.join(' ');
  const name = t(`command.${id}`);
  const clashes = keys ? clashesOf(id, keys, chosen) : [];
  const taken = keys ? takenBy(keys, !isDesktop) : null;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onDone();
      return;
    }
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isAltGraph = event.getModifierState('AltGraph');
    const [press] = pressNames({ key, code, ctrlKey, metaKey, altKey, shiftKey, isAltGraph }, isMac);
    if (press) setPressed((before) => (before.length >= 2 ? [press] : [...before, press]));
  }

  function save(next: readonly string[]): void {
    setKeys(id, next);
    onDone();
  }

  return (
    <div className={cx(styles.recorder)}>
      <span className={cx(styles.name)}>{name}</span>
      {/* A plain button: one of react-aria would take Enter and Space for itself. */}
      <button
        ref={box}
        type="button"
        className={cx(styles.box)}
        aria-label={t('shell.keys.record', { command: name })}
        onKeyDown={onKeyDown}
      >
        {keys ? <Keys keys={keys} /> : t('shell.keys.press')}
      </button>
      <Button variant="primary" isDisabled={keys === '' || taken !== null} onPress={() => save([keys])}>
        {t('shell.keys.use')}
      </Button>
      <Button onPress={() => save([])}>{t('shell.keys.none')}</Button>
      <Button variant="ghost" onPress={onDone}>
        {t('shell.cancel')}
      </Button>
      <p role="status" className={cx(styles.warning)}>
        {taken && t('shell.keys.taken', { by: taken })}
        {!taken &&
          clashes.length > 0 &&
          t('shell.keys.clash', { commands: clashes.map((other) => t(`command.${other}`)) })}
      </p>
    </div>
  );
}
