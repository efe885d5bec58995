import type { Fault, ServerTraits } from './model-server.ts';
import type { Configuration } from './model-state.ts';

/** Identity A with ETags and a change feed, answers without the record: CalDAV. */
const calendar: ServerTraits = {
  identity: 'A',
  precondition: true,
  deletions: 'feed',
  answersWithRecord: false,
  shouts: false,
};
/** Identity C, no preconditions, deletions only by listing, creates and updates answered with the record: an issue tracker. */
const tracker: ServerTraits = {
  identity: 'C',
  precondition: false,
  deletions: 'listing',
  answersWithRecord: true,
  shouts: false,
};
/** Identity E: nothing tells afterwards whether a create arrived. */
const blind: ServerTraits = { ...tracker, identity: 'E', deletions: 'feed' };
/** Identity D: a tracker whose search lags behind. */
const lagging: ServerTraits = { ...tracker, identity: 'D', deletions: 'feed' };
const shouting: ServerTraits = { ...calendar, shouts: true };

const common: readonly Fault[] = ['refused', 'lost-request', 'lost-answer'];

const base: Omit<Configuration, 'name' | 'servers' | 'start'> = {
  deletions: 'propagate',
  intents: 3,
  faults: 2,
  faultKinds: common,
  canDelete: false,
};

export const configurations: readonly Configuration[] = [
  { ...base, name: 'in step, A and A', start: 'linked', servers: { A: calendar, B: calendar } },
  {
    ...base,
    name: 'in step, A and C without preconditions',
    start: 'linked',
    servers: { A: calendar, B: tracker },
    faultKinds: [...common, 'stale-read', 'empty-list', 'lost-cursor'],
  },
  { ...base, name: 'deletions, A and C', start: 'linked', servers: { A: calendar, B: tracker }, canDelete: true },
  { ...base, name: 'made here, A and C', start: 'here', servers: { A: calendar, B: tracker }, canDelete: true },
  { ...base, name: 'made here, A and D', start: 'here', servers: { A: calendar, B: lagging } },
  { ...base, name: 'made here, E and C', start: 'here', servers: { A: blind, B: tracker } },
  {
    ...base,
    name: 'first contact, A and a service that changes what it stores',
    start: 'there',
    servers: { A: calendar, B: shouting },
    faultKinds: [...common, 'lost-cursor', 'forbidden'],
  },
];
