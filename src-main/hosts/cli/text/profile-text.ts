import type { EndpointView, SyncState } from '../../../../src-shared/api/views.ts';
import type { RunState } from '../../../../src-shared/domain/run.ts';
import type { Tone } from '../terminal.ts';

export const stateWords: Readonly<Record<SyncState, string>> = {
  held: 'held',
  'needs-you': 'sign in',
  problem: 'problem',
  conflict: 'conflict',
  offline: 'offline',
  paused: 'paused',
  syncing: 'syncing',
  waiting: 'waiting to send',
  'in-sync': 'in sync',
  local: 'here only',
};

export const stateTones: Readonly<Record<SyncState, Tone | null>> = {
  held: 'bad',
  'needs-you': 'bad',
  problem: 'bad',
  conflict: 'warning',
  offline: 'warning',
  paused: 'quiet',
  syncing: null,
  waiting: null,
  'in-sync': 'good',
  local: null,
};

/** One letter a run, so that fourteen of them are a line that can be read at a glance. */
const runMarks: Readonly<Record<RunState, string>> = {
  running: '>',
  done: '.',
  problems: '!',
  held: 'h',
  failed: 'x',
  offline: 'o',
  stopped: 's',
};

export const runLegend = '. done  ! problems  h held  x failed  o offline  s stopped';

/** Oldest first. */
export function runStrip(recent: readonly RunState[]): string {
  return [...recent]
    .reverse()
    .map((state) => runMarks[state])
    .join('');
}

/** `jira ⇄ gh`; with one-way endpoints `jira → gh`. */
export function placesOf(endpoints: readonly Pick<EndpointView, 'name' | 'direction'>[]): string {
  const names = (direction: EndpointView['direction']): string =>
    endpoints
      .filter((endpoint) => endpoint.direction === direction)
      .map(({ name }) => name)
      .join(' ⇄ ');
  return [names('pull'), names('both'), names('push')].filter((part) => part !== '').join(' → ') || 'here only';
}
