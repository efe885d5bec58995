import type { ApiInput } from '../../../src-shared/api/contract.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, type Step, undoStep } from '../../stores/undo-store.ts';
import { type Call, useCall } from '../../stores/use-call.ts';

type Change = ApiInput<'settings.change'>;

export interface SettingChange extends Pick<Call, 'error' | 'busy'> {
  /** Applies at once, and can be taken back. */
  readonly change: (name: string, to: Change, from: Change) => void;
}

export function useSettingChange(): SettingChange {
  const { run, busy, error } = useCall();
  const change = (name: string, to: Change, from: Change): void => {
    const set = (values: Change) => async (): Promise<void> => void (await client.call('settings.change', values));
    void run(set(to)).then((isDone) => isDone && told({ label: labelOf(name), undo: set(from), redo: set(to) }, name));
  };
  return { change, busy, error };
}

/** For what this browser remembers by itself. */
export function changePreference<Value>(name: string, set: (value: Value) => void, to: Value, from: Value): void {
  set(to);
  told({ label: labelOf(name), undo: async () => set(from), redo: async () => set(to) }, name);
}

function told(step: Step, name: string): void {
  remember(step);
  showToast(t('settings.changed', { name }), { label: t('command.edit.undo'), run: () => void undoStep(step) });
}

function labelOf(name: string): string {
  return t('settings.step', { name });
}
