import type { LinkView, SyncState } from '../../../src-shared/api/views.ts';
import type { RunState, RunTrigger } from '../../../src-shared/domain/run.ts';
import { t } from '../../i18n/t.ts';
import type { GlyphTone, Shape } from '../../ui/shape.ts';

export interface StateWords {
  readonly label: string;
  readonly shape: Shape;
  readonly tone: GlyphTone;
}

/** One word and one shape a state, the same everywhere. In sync is colourless: only what needs someone has a colour. */
export const stateWords: Readonly<Record<SyncState, StateWords>> = {
  held: { label: t('words.state.held'), shape: 'hand', tone: 'warning' },
  'needs-you': { label: t('words.state.needs-you'), shape: 'triangle', tone: 'warning' },
  problem: { label: t('words.state.problem'), shape: 'cross', tone: 'danger' },
  conflict: { label: t('words.state.conflict'), shape: 'fork', tone: 'warning' },
  offline: { label: t('words.state.offline'), shape: 'cloud', tone: 'neutral' },
  paused: { label: t('words.state.paused'), shape: 'pause', tone: 'neutral' },
  syncing: { label: t('words.state.syncing'), shape: 'arrows', tone: 'info' },
  waiting: { label: t('words.state.waiting'), shape: 'up', tone: 'neutral' },
  'in-sync': { label: t('words.state.in-sync'), shape: 'check', tone: 'quiet' },
  local: { label: t('words.state.local'), shape: 'dashed', tone: 'quiet' },
};

const linkWords: Readonly<Record<'gone' | 'out-of-scope' | 'unlinked', StateWords>> = {
  gone: { label: t('words.link.gone'), shape: 'unlink', tone: 'neutral' },
  'out-of-scope': { label: t('words.link.outOfScope'), shape: 'unlink', tone: 'neutral' },
  unlinked: { label: t('words.link.unlinked'), shape: 'unlink', tone: 'neutral' },
};

export function wordsOfLink(state: LinkView['state']): StateWords {
  return state === 'gone' || state === 'out-of-scope' || state === 'unlinked' ? linkWords[state] : stateWords[state];
}

export const runWords: Readonly<Record<RunState, StateWords>> = {
  running: { label: t('words.runState.running'), shape: 'arrows', tone: 'info' },
  done: { label: t('words.runState.done'), shape: 'check', tone: 'quiet' },
  problems: { label: t('words.runState.problems'), shape: 'cross', tone: 'danger' },
  held: { label: t('words.runState.held'), shape: 'hand', tone: 'warning' },
  failed: { label: t('words.runState.failed'), shape: 'triangle', tone: 'danger' },
  offline: { label: t('words.runState.offline'), shape: 'cloud', tone: 'neutral' },
  stopped: { label: t('words.runState.stopped'), shape: 'pause', tone: 'neutral' },
};

export const triggerWords: Readonly<Record<RunTrigger, string>> = {
  you: t('words.trigger.you'),
  schedule: t('words.trigger.schedule'),
  tray: t('words.trigger.tray'),
  start: t('words.trigger.start'),
  undo: t('words.trigger.undo'),
};

/** The core says `here`; people read where that is. */
export function placeName(place: string): string {
  return place === 'here' || place === 'undo' ? t('words.thisDevice') : place;
}
