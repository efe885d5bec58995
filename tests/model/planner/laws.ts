import { type FieldName, type FieldValue, isEmpty, kindOf, sameValue } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import { planSync } from '../../../src-shared/sync/plan-sync.ts';
import type { EndpointRules, SyncItem } from '../../../src-shared/sync/rules.ts';
import { applyPlan } from './apply-plan.ts';
import type { Story } from './stories.ts';

/** A story with its plan and with what comes of it. */
export interface Told extends Story {
  readonly plan: ItemPlan;
  readonly after: SyncItem;
}

/** Null: the law holds. */
type Law = (told: Told) => string | null;

/** Laws that plan a story several times over; one story in four is asked, which leaves enough of them. */
export const costlyLaws: ReadonlySet<string> = new Set([
  'S24 the same input gives the same plan',
  'S24 neither order nor company of tasks matters',
  'S27 clocks decide nothing but “newest”',
]);

export const laws: Readonly<Record<string, Law>> = {
  'S3 no value of ours disappears': ({ item, rules, plan, after }) => {
    const { task } = item;
    if (!task || plan.actions.some((action) => action.at === here && action.kind === 'delete')) return null;
    for (const [field, value] of Object.entries(task.fields)) {
      const now = after.task?.fields[field];
      if (isEmpty(value) || sameValue(field, value, now) || kindOf(field) === 'set' || kindOf(field) === 'text')
        continue;
      const isOld = rules.endpoints.some((place) => saidBefore(place, item, field, value));
      if (!isOld && !isOverruled(plan, field, value)) return `${field}: ${JSON.stringify(value)}`;
    }
    return null;
  },
  'S3 no value of theirs disappears': ({ item, rules, plan, after }) => {
    for (const place of rules.endpoints) {
      const link = linkOf(item, place);
      for (const { field, before, after: written } of updatesAt(plan, place)) {
        const base = link?.base?.[field];
        const isNews =
          before !== undefined && !isEmpty(before) && !(base !== undefined && sameValue(field, base, before));
        if (!isNews || kindOf(field) === 'set' || kindOf(field) === 'text') continue;
        const name = taskField(place, field);
        const lifted = place.mapper.lift(name, before, item.task?.fields[name] ?? null);
        const isTaken = lifted.ok && sameValue(name, lifted.value, after.task?.fields[name]);
        // Where we said the same, it was agreed on, and another side's change came after.
        const isShared = lifted.ok && sameValue(name, lifted.value, item.task?.fields[name]);
        const isOld = lifted.ok && rules.endpoints.some((one) => saidBefore(one, item, name, lifted.value));
        const isKept = isShared || isOld || plan.overruled.some((one) => one.field === name || one.field === 'task');
        if (!isTaken && !isKept)
          return `${place.endpoint.id} ${field}: ${JSON.stringify(before)} became ${JSON.stringify(written)}`;
      }
    }
    return null;
  },
  'S5 nothing is written that is there already': ({ rules, plan }) => {
    for (const place of rules.endpoints) {
      for (const { field, before, after } of updatesAt(plan, place)) {
        if (before !== undefined && sameValue(field, before, after)) return `${place.endpoint.id} ${field}`;
      }
    }
    return null;
  },
  'S6 an update is minimal': ({ item, rules, plan }) => {
    for (const place of rules.endpoints) {
      const updates = plan.actions.filter((action) => action.at === place.endpoint.id && action.kind === 'update');
      if (updates.some((action) => action.fields.length === 0)) return `${place.endpoint.id}: empty`;
      for (const { field } of updatesAt(plan, place)) {
        if (!place.mapper.isWritable(taskField(place, field))) return `${place.endpoint.id} ${field} cannot be written`;
        if (linkOf(item, place)?.observation?.fields[field] === undefined) return `${field} is not there`;
      }
    }
    return null;
  },
  'S8 only what was proven deleted counts as deleted': ({ item, plan }) => {
    const isProven = item.links.some((link) => link.state === 'deleted');
    const isDeleted = plan.actions.some((action) => action.at === here && action.kind === 'delete');
    return isDeleted && !isProven ? 'deleted without proof' : null;
  },
  'S8 what left the scope is left alone': ({ item, plan }) => {
    const resting = item.links.filter((link) => link.state === 'out-of-scope' || link.state === 'unlinked');
    const touched = plan.actions.find((action) => resting.some((link) => link.endpoint === action.at));
    return touched ? `${touched.kind} ${touched.at}` : null;
  },
  'S9 an edit beats a deletion': ({ item, rules, plan, after }) => {
    if (!plan.actions.some((action) => action.at === here && action.kind === 'delete')) return null;
    for (const place of rules.endpoints) {
      const link = linkOf(item, place);
      if (link?.state !== 'deleted' || place.endpoint.direction === 'push' || item.task?.deletedAt != null) continue;
      const edited = place.mapper.fields.find((field) => isEditedHere(place, link, after, field));
      if (edited) return `${edited} was edited here`;
    }
    return null;
  },
  'S13 never a third scalar': ({ item, rules, plan }) => {
    for (const action of plan.actions.filter((one) => one.at === here)) {
      for (const { field, after } of action.fields) {
        if (kindOf(field) === 'set' || kindOf(field) === 'text') continue;
        const isSaid = rules.endpoints.some((place) => {
          if (!place.mapper.fields.includes(field)) return false;
          const theirs = linkOf(item, place)?.observation?.fields[place.mapper.remoteName(field)];
          const lifted =
            theirs === undefined ? null : place.mapper.lift(field, theirs, item.task?.fields[field] ?? null);
          return lifted?.ok === true && sameValue(field, lifted.value, after);
        });
        if (!isSaid) return `${field}: ${JSON.stringify(after)}`;
      }
    }
    return null;
  },
  'S14 no conflict marker is ever written': ({ plan }) =>
    plan.actions.some((action) =>
      action.fields.some(({ after }) => typeof after === 'string' && /[<=>|]{7}/.test(after)),
    )
      ? 'a marker'
      : null,
  'S15 a label that one side added is there': ({ item, rules, after, plan }) => {
    if (rules.endpoints.length !== 1 || !item.task || !after.task || after.task.deletedAt !== null) return null;
    const [place] = rules.endpoints;
    const link = place && linkOf(item, place);
    if (!place || !link?.base || link.state !== 'linked' || place.endpoint.direction !== 'both') return null;
    const base = link.base['labels'];
    if (base === undefined || plan.refusals.some((one) => one.field === 'labels')) return null;
    const added = setOf(link.observation?.fields['labels']).filter((one) => !setOf(base).includes(one));
    const known = added.filter((one) => one !== 'fresh' || place.mapper.lift('labels', ['fresh'], []).ok);
    const ours = setOf(item.task.fields['labels']).filter((one) => !setOf(base).includes(one));
    const now = setOf(after.task.fields['labels']);
    const lost = [...known.filter((one) => one !== 'fresh'), ...ours].find((one) => !now.includes(one));
    return lost === undefined ? null : lost;
  },
  'S24 the same input gives the same plan': ({ item, rules, plan }) =>
    JSON.stringify(planItem(item, rules)) === JSON.stringify(plan) ? null : 'another plan',
  'S24 neither order nor company of tasks matters': ({ item, rules, plan }) => {
    const other: SyncItem = { ...item, taskId: 'other', links: [] };
    const together = planSync([other, item], rules).items[1];
    return JSON.stringify(together) === JSON.stringify(plan) ? null : 'another plan';
  },
  'S26 an unknown value waits with a reason': ({ item, rules, plan }) => {
    for (const place of rules.endpoints) {
      const link = linkOf(item, place);
      if (link?.state !== 'linked' || !link.observation) continue;
      for (const field of ['status', 'priority']) {
        if (!place.mapper.fields.includes(field) || link.observation.fields[field] !== 'fresh') continue;
        const isKnown = link.base?.[field] === 'fresh';
        const isWritten = updatesAt(plan, place).some((one) => one.field === field);
        const isNamed = plan.refusals.some(
          (one) => one.endpoint === place.endpoint.id && (one.field === field || one.field === null),
        );
        if (isWritten && place.endpoint.direction !== 'push') return `${field} is written over what nobody understands`;
        if (!isKnown && !isNamed && place.endpoint.direction !== 'push') return `${field} is passed over in silence`;
      }
    }
    return null;
  },
  'S27 clocks decide nothing but “newest”': ({ item, rules, plan }) => {
    const { policy, fields } = rules.profile.conflicts;
    const isNewest = policy === 'newest' || fields['title'] === 'newest';
    // All clocks together, and where nobody asked for the newest, each one by itself.
    const shifts = isNewest
      ? [[86_400_000, 86_400_000]]
      : [
          [86_400_000, 86_400_000],
          [-9e10, 0],
          [0, 9e10],
        ];
    for (const [ours, theirs] of shifts) {
      const shifted = planItem(shiftClocks(item, ours ?? 0, theirs ?? 0), rules);
      if (withoutTimes(shifted) !== withoutTimes(plan)) return `shifted by ${ours} and ${theirs}`;
    }
    return null;
  },
  'S19, L3 carried out, nothing is left to do after a few rounds': ({ after, rules, plan }) => {
    const most = 2 * (Object.keys(after.task?.fields ?? {}).length + 1);
    let item = after;
    let last = plan;
    for (let round = 0; round < most; round++) {
      last = planItem(item, rules);
      if (last.actions.length === 0) return last.agreed.length === 0 || round < most ? null : 'bases never rest';
      item = applyPlan(item, last, rules);
    }
    return `still ${last.actions.map((action) => `${action.kind} ${action.at} ${JSON.stringify(action.fields)}`).join()}`;
  },
  'S19 what was carried out once is not done again': ({ after, rules, plan }) => {
    const again = planItem(after, rules);
    for (const action of again.actions) {
      const same = plan.actions.find((one) => one.at === action.at && one.kind === action.kind);
      if (same && JSON.stringify(same.fields) === JSON.stringify(action.fields)) return `${action.kind} ${action.at}`;
    }
    return null;
  },
};

function linkOf(item: SyncItem, { endpoint }: EndpointRules): Link | undefined {
  return item.links.find((link) => link.endpoint === endpoint.id);
}

function taskField({ mapper }: EndpointRules, name: FieldName): FieldName {
  return mapper.fields.find((field) => mapper.remoteName(field) === name) ?? name;
}

function updatesAt(plan: ItemPlan, { endpoint }: EndpointRules) {
  return plan.actions.filter((one) => one.at === endpoint.id && one.kind === 'update').flatMap((one) => one.fields);
}

/** The value is what the endpoint knew already: giving it up loses nothing that somebody said since. */
function saidBefore({ endpoint, mapper }: EndpointRules, item: SyncItem, field: FieldName, value: FieldValue): boolean {
  if (!mapper.fields.includes(field)) return false;
  const link = item.links.find((one) => one.endpoint === endpoint.id);
  const base = link?.base?.[mapper.remoteName(field)];
  if (base === undefined) return false;
  const projected = mapper.project(field, value, base);
  return projected.ok && sameValue(field, projected.value, base);
}

function isOverruled(plan: ItemPlan, field: FieldName, value: FieldValue): boolean {
  return plan.overruled.some((one) => one.field === field && sameValue(field, one.value, value));
}

function isEditedHere(place: EndpointRules, link: Link, item: SyncItem, field: FieldName): boolean {
  const value = item.task?.fields[field];
  const base = link.base?.[place.mapper.remoteName(field)];
  if (value === undefined || base === undefined) return false;
  const projected = place.mapper.project(field, value, base);
  return projected.ok && !sameValue(field, projected.value, base);
}

function setOf(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function shiftClocks(item: SyncItem, ours: number, theirs: number): SyncItem {
  const move = (at: string, by: number): string => new Date(Date.parse(at) + by).toISOString();
  const task = item.task && {
    ...item.task,
    stamps: Object.fromEntries(
      Object.entries(item.task.stamps).map(([field, stamp]) => [field, { ...stamp, at: move(stamp.at, ours) }]),
    ),
  };
  const links = item.links.map((link) => {
    const seen = link.observation;
    const updatedAt = seen?.updatedAt ? move(seen.updatedAt, theirs) : null;
    return { ...link, observation: seen && { ...seen, updatedAt, seenAt: move(seen.seenAt, ours) } };
  });
  return { ...item, task, links };
}

function withoutTimes(plan: ItemPlan): string {
  return JSON.stringify(plan, (key, value: unknown) => (key === 'at' && String(value).startsWith('20') ? null : value));
}
