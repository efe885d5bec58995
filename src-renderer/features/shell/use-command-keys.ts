import { useEffect } from 'react';
import { bindingsOf } from '../../../src-shared/commands/bindings.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { isSingleKey, type KeyPress, matchBindings, pressNames } from '../../../src-shared/commands/keys.ts';
import { editsText } from '../../../src-shared/commands/reserved-keys.ts';
import { isDesktop, isMac } from '../../api/environment.ts';
import { commandAction } from '../../stores/commands-store.ts';
import { usePreferences } from '../../stores/preferences-store.ts';
import { showToast } from '../../stores/toast-store.ts';

/** How long after G the next key still belongs to it. */
const chordMs = 1500;

/** The one listener for the keys of all commands. */
export function useCommandKeys(): void {
  const chosen = usePreferences((preferences) => preferences.keys);
  useEffect(() => {
    const bindings = bindingsOf(chosen, !isDesktop);
    let pressed: readonly (readonly string[])[] = [];
    let pressedAt = Number.NEGATIVE_INFINITY;

    function onKeyDown(event: KeyboardEvent): void {
      const names = pressNames(keyPress(event), isMac);
      if (names.length === 0) return;
      if (event.defaultPrevented || event.isComposing || !names.some((name) => isOurs(event, name))) {
        pressed = [];
        return;
      }
      const isChord = pressed.length > 0 && event.timeStamp - pressedAt < chordMs;
      const longer = isChord ? matchBindings(bindings, [...pressed, names]) : null;
      const isPart = longer !== null && (longer.isBeginning || longer.whole.length > 0);
      pressed = isPart ? [...pressed, names] : [names];
      pressedAt = event.timeStamp;
      const { whole, isBeginning } = isPart ? longer : matchBindings(bindings, pressed);
      if (!isBeginning) pressed = [];
      if (run(whole) || (isPart && isChord)) {
        event.preventDefault();
        event.stopPropagation();
      }
    }

    // Before anyone else: the C of "G C" must not also be somebody's C.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [chosen]);
}

/** False: no screen that is shown knows any of them. */
function run(ids: readonly CommandId[]): boolean {
  const action = ids.map(commandAction).find((known) => known !== null);
  if (!action) return false;
  if (action.whyNot === undefined) action.run();
  else showToast(action.whyNot);
  return true;
}

function keyPress(event: KeyboardEvent): KeyPress {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isAltGraph: event.getModifierState('AltGraph') };
}

const textFields = 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable]';
const controls = 'button, a[href], summary, input, [role="button"], [role="tab"], [role="radio"], [role="switch"]';

/** Whether the press can be a command where it happened: what is typed, and what dialogs and menus hear, is theirs. */
function isOurs(event: KeyboardEvent, name: string): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[role="dialog"], [role="alertdialog"]')) return false;
  if (isSingleKey(name) && !usePreferences.getState().singleKeys) return false;
  if (target?.closest(textFields) && editsText(name)) return false;
  if (
    target?.closest('[role="menu"], [role="listbox"], [role="radiogroup"], [role="tablist"]') &&
    !name.includes('Mod+')
  )
    return false;
  // A control answers to these itself.
  if ((name === 'Enter' || name === 'Space') && target?.closest(controls)) return false;
  return !event.repeat || !name.includes('+');
}
