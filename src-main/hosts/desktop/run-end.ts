import type { Api } from '../../../src-shared/api/contract.ts';
import type { RunView } from '../../../src-shared/api/views.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { Notifier } from '../../../src-shared/ports/ports.ts';
import { isQuiet } from '../../core/notices/quiet-hours.ts';
import { outcomeOf } from './run-outcome.ts';

export interface RunEndOptions {
  readonly api: Api;
  readonly notifier: Notifier;
  readonly words: () => Translate<Key>;
  readonly isWindowSeen: () => boolean;
}

const longMs = 60_000;

/**
 * Whoever pressed Sync now and turned to something else is told once how it ended (ux.md 2.13). Of what ran by itself the core
 * tells, and the tray of what was started there.
 */
export function isToBeTold({ trigger, durationMs }: Pick<RunView, 'trigger' | 'durationMs'>, isSeen: boolean): boolean {
  return (trigger === 'you' || trigger === 'undo') && !isSeen && durationMs > longMs;
}

export function tellLongRuns({ api, notifier, words, isWindowSeen }: RunEndOptions): void {
  const tell = async (run: RunView): Promise<void> => {
    const { isOn, hideDetails, quiet } = (await api.call('settings.show', {})).notices;
    const now = new Date();
    if (!isOn || isQuiet(quiet, now.getHours() * 60 + now.getMinutes())) return;
    const t = words();
    const body = hideDetails ? t(`words.runState.${run.state}`) : outcomeOf(run, t);
    const route = `#/history/${encodeURIComponent(run.run)}`;
    notifier.notify({ tag: `end ${run.profile}`, title: run.profile, body, route });
  };
  api.subscribe((event) => {
    if (event.kind !== 'run-finished' || !isToBeTold(event.run, isWindowSeen())) return;
    // The history has it all the same.
    tell(event.run).catch(() => undefined);
  });
}
