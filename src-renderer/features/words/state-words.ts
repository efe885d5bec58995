import type { LinkView, SyncState } from '../../../src-shared/api/views.ts';
import type { RunState, RunTrigger } from '../../../src-shared/domain/run.ts';
import type { GlyphTone, Shape } from '../../ui/shape.ts';

export interface StateWords {
  readonly label: string;
  readonly shape: Shape;
  readonly tone: GlyphTone;
}

/** One word and one shape a state, the same everywhere. In sync is colourless: only what needs someone has a colour. */
export const stateWords: Readonly<Record<SyncState, StateWords>> = {
  held: { label: 'Held', shape: 'hand', tone: 'warning' },
  'needs-you': { label: 'Needs you to sign in', shape: 'triangle', tone: 'warning' },
  problem: { label: 'Problem', shape: 'cross', tone: 'danger' },
  conflict: { label: 'Conflict', shape: 'fork', tone: 'warning' },
  offline: { label: 'Offline', shape: 'cloud', tone: 'neutral' },
  paused: { label: 'Paused', shape: 'pause', tone: 'neutral' },
  syncing: { label: 'Syncing', shape: 'arrows', tone: 'info' },
  waiting: { label: 'Waiting to send', shape: 'up', tone: 'neutral' },
  'in-sync': { label: 'In sync', shape: 'check', tone: 'quiet' },
  local: { label: 'Only on this device', shape: 'dashed', tone: 'quiet' },
};

const linkWords: Readonly<Record<'gone' | 'out-of-scope' | 'unlinked', StateWords>> = {
  gone: { label: 'Deleted there', shape: 'unlink', tone: 'neutral' },
  'out-of-scope': { label: 'Moved out of this profile', shape: 'unlink', tone: 'neutral' },
  unlinked: { label: 'No longer linked', shape: 'unlink', tone: 'neutral' },
};

export function wordsOfLink(state: LinkView['state']): StateWords {
  return state === 'gone' || state === 'out-of-scope' || state === 'unlinked' ? linkWords[state] : stateWords[state];
}

export const runWords: Readonly<Record<RunState, StateWords>> = {
  running: { label: 'Running', shape: 'arrows', tone: 'info' },
  done: { label: 'Done', shape: 'check', tone: 'quiet' },
  problems: { label: 'Done with problems', shape: 'cross', tone: 'danger' },
  held: { label: 'Held', shape: 'hand', tone: 'warning' },
  failed: { label: 'Failed', shape: 'triangle', tone: 'danger' },
  offline: { label: 'Offline', shape: 'cloud', tone: 'neutral' },
  stopped: { label: 'Stopped', shape: 'pause', tone: 'neutral' },
};

export const triggerWords: Readonly<Record<RunTrigger, string>> = {
  you: 'started by you',
  schedule: 'on schedule',
  tray: 'from the menu',
  start: 'at start',
  undo: 'undone by you',
};

/** The core says `here`; people read where that is. */
export function placeName(place: string): string {
  return place === 'here' || place === 'undo' ? 'This device' : place;
}
