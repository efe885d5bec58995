import type { DeletionPolicy } from '../../src-shared/domain/profile.ts';
import type { EditField, PersonEvent, ServiceSetting, Side, Story, StoryEvent, SyncEvent } from './story.ts';

/** A short story with one sync that is worth dying in, at each of its moments (T7). */
export interface Scenario {
  readonly name: string;
  readonly story: Story;
  /** Which event is that sync. */
  readonly subject: number;
}

const plain: ServiceSetting = {
  ...{ identity: 'A', precondition: true, deletions: 'feed', pageSize: 100, timeGrainMs: 1, searchLagMs: 0 },
  ...{ clockOffsetMs: 0, latencyMs: 0, trimsTitles: false, rewritesText: false, closedLabel: false, ignores: [] },
};

/** What the second service is like. */
export const serviceKinds: Readonly<Record<string, ServiceSetting>> = {
  'identity A': plain,
  'identity B, small pages': { ...plain, identity: 'B', pageSize: 2 },
  'identity C, no preconditions, listings': { ...plain, identity: 'C', precondition: false, deletions: 'listing' },
  'identity D, a slow search': { ...plain, identity: 'D', searchLagMs: 60_000 },
  'identity E': { ...plain, identity: 'E', deletions: 'listing' },
};

const [A, B, home]: readonly Side[] = [{ service: 0 }, { service: 1 }, { here: 0 }] as const;
if (!A || !B || !home) throw new Error('three sides');

type Step = PersonEvent | SyncEvent | 'forget';
const sync: SyncEvent = { do: 'sync', installation: 0, profile: 0 };
const add = (side: Side): Step => ({ do: 'add', side, profile: 0 });
const edit = (side: Side, field: EditField, how = 0, pick = 0): Step => ({ do: 'edit', side, field, pick, how });
const remove = (side: Side, pick = 0): Step => ({ do: 'delete', side, pick });
const below = (side: Side, pick: number, parent: number): Step => ({ do: 'reparent', side, pick, below: parent });

interface Plot {
  readonly name: string;
  readonly before: readonly Step[];
  readonly deletions?: DeletionPolicy;
}

/** The last step of each is the sync to die in. */
const plots: readonly Plot[] = [
  { name: 'the first sync of a full and an empty list', before: [add(A), add(A), add(A)] },
  { name: 'the first sync of two lists', before: [add(A), add(B), add(A), add(B)] },
  { name: 'tasks born here', before: [sync, add(home), add(home), edit(home, 'body')] },
  { name: 'a child and its parent, new', before: [add(A), add(A), below(A, 1, 0)] },
  { name: 'an edit at the first service', before: [add(A), add(A), sync, edit(A, 'title'), edit(A, 'labels')] },
  { name: 'an edit at the second service', before: [add(A), add(B), sync, edit(B, 'body'), edit(B, 'due', 0, 1)] },
  {
    name: 'edits of several fields on all sides',
    before: [add(A), sync, edit(A, 'due'), edit(B, 'labels'), edit(home, 'body')],
  },
  {
    name: 'one set and one text, edited on both sides',
    before: [add(B), sync, edit(A, 'labels'), edit(B, 'labels'), edit(A, 'body'), edit(B, 'body')],
  },
  { name: 'a conflict', before: [add(A), sync, edit(A, 'title'), edit(B, 'title'), edit(B, 'labels')] },
  { name: 'a deletion there, to be closed', before: [add(A), add(A), sync, remove(A)], deletions: 'close' },
  {
    name: 'a deletion at the second service, to be carried on',
    before: [add(A), add(A), sync, remove(B)],
    deletions: 'propagate',
  },
  { name: 'a deletion here, to be carried on', before: [add(A), add(A), sync, remove(home)], deletions: 'propagate' },
  { name: 'a deletion that only ends the link', before: [add(A), add(A), sync, remove(B)], deletions: 'unlink' },
  { name: 'a deletion that an edit beats', before: [add(A), sync, remove(A), edit(B, 'labels')] },
  {
    name: 'a task that comes back from the bin',
    before: [add(A), sync, remove(home), sync, { do: 'restore', side: home, pick: 0 }],
  },
  { name: 'another parent', before: [add(A), add(A), add(A), below(A, 2, 0), sync, below(A, 2, 1)] },
  { name: 'a feed that begins anew', before: [add(A), add(B), sync, edit(A, 'title'), remove(B), 'forget'] },
];

export const scenarios: readonly Scenario[] = Object.entries(serviceKinds).flatMap(([kind, second]) =>
  plots.map((plot) => toScenario(plot, kind, second)),
);

function toScenario({ name, before, deletions = 'close' }: Plot, kind: string, second: ServiceSetting): Scenario {
  const steps = before.flatMap((step): readonly Unnumbered[] =>
    step === 'forget' ? [0, 1].map((service) => ({ do: 'forget-cursors', service })) : [step],
  );
  const events = [...steps, sync].map((step, id): StoryEvent => ({ ...step, id, faults: {} }));
  const endpoints = [0, 1].map((service) => ({ service, direction: 'both', without: [] }) as const);
  return {
    name: `${name}, ${kind}`,
    subject: events.length - 1,
    story: {
      ...{ seed: 0, events },
      setting: {
        ...{ services: [plain, second], installations: 1, mode: 'fair', decides: null },
        profiles: [{ endpoints, conflicts: 'manual', deletions, matches: true }],
        weather: { rate: 0, kinds: [] },
      },
    },
  };
}

type Unnumbered = PersonEvent | SyncEvent | { readonly do: 'forget-cursors'; readonly service: number };
