import { createdBase, updatedBase } from '../../../src-main/core/engine/confirmed-base.ts';
import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Action } from '../../../src-shared/domain/action.ts';
import { emptyValue, type Fields } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { at } from './stories.ts';

/** What is known after a plan was carried out and every service did exactly as it was told. */
export function applyPlan(item: SyncItem, plan: ItemPlan, rules: SyncRules): SyncItem {
  const task = plan.actions.filter((action) => action.at === here).reduce(applyHere, item.task);
  const links = rules.endpoints.flatMap(({ endpoint, mapper }) => {
    const link = item.links.find((one) => one.endpoint === endpoint.id);
    const action = plan.actions.find((one) => one.at === endpoint.id && one.kind !== 'link');
    const agreed = link && agree(link, plan);
    if (action?.kind === 'create') {
      const empty = Object.fromEntries(mapper.fields.map((field) => [mapper.remoteName(field), emptyValue(field)]));
      return [created(endpoint.id, action, empty)];
    }
    return agreed ? [settled(agreed, action, plan)] : [];
  });
  return { ...item, task, links };
}

function applyHere(task: Task | null, action: Action): Task {
  const before: Task = task ?? {
    id: 't',
    profile: 'profile',
    fields: {},
    stamps: {},
    rev: 0,
    createdAt: at(0),
    updatedAt: at(0),
    deletedAt: null,
  };
  if (action.kind === 'delete') return { ...before, deletedAt: at(0) };
  if (action.kind === 'restore') return { ...before, deletedAt: null };
  const stamp = { rev: before.rev + 1, origin: action.from, at: at(0), by: null };
  return {
    ...before,
    rev: before.rev + 1,
    fields: { ...before.fields, ...Object.fromEntries(action.fields.map(({ field, after }) => [field, after])) },
    stamps: { ...before.stamps, ...Object.fromEntries(action.fields.map(({ field }) => [field, stamp])) },
  };
}

function agree(link: Link, plan: ItemPlan): Link {
  const agreed = plan.agreed.find((one) => one.link === link.id);
  return agreed ? { ...link, base: { ...link.base, ...agreed.fields } } : link;
}

function settled(link: Link, action: Action | undefined, plan: ItemPlan): Link {
  const waits = plan.conflicts.some((one) => one.kind === 'deletion' && one.endpoint === link.endpoint);
  const isDone = link.state === 'deleted' && !waits;
  switch (action?.kind) {
    case 'unlink':
      return { ...link, state: 'unlinked' };
    case 'delete':
      return { ...link, state: 'gone' };
    case 'update':
    case 'close': {
      const sent = fieldsOf(action);
      const fields = { ...link.observation?.fields, ...sent };
      const observation = link.observation && { ...link.observation, fields };
      return { ...link, observation, ...updatedBase(link, sent, record(link.remoteId, fields)) };
    }
    default:
      return isDone ? { ...link, state: 'gone' } : link;
  }
}

function created(endpoint: string, action: Action, empty: Fields): Link {
  const sent = fieldsOf(action);
  const fields = { ...empty, ...sent };
  const { version, updatedAt, updatedBy, url, raw } = record(`${endpoint}-2`, fields);
  return {
    id: `link-${endpoint}-2`,
    task: 't',
    endpoint,
    remoteId: `${endpoint}-2`,
    state: 'linked',
    evidence: { kind: 'response', run: null, version, at: at(0) },
    observation: { fields, version, updatedAt, updatedBy, url, raw, seenAt: at(0) },
    ...createdBase(sent, record(`${endpoint}-2`, fields), false),
  };
}

function fieldsOf(action: Action): Fields {
  return Object.fromEntries(action.fields.map(({ field, after }) => [field, after]));
}

function record(id: string, fields: Fields): RemoteTask {
  return {
    id,
    version: '3',
    updatedAt: at(0),
    updatedBy: null,
    url: null,
    fields,
    raw: null,
    references: [],
    identity: null,
  };
}
