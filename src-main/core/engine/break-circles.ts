import type { Action } from '../../../src-shared/domain/action.ts';
import type { FieldName } from '../../../src-shared/domain/field.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Refusal } from '../../../src-shared/domain/plan.ts';
import type { Store } from '../store/store.ts';
import type { PlannedItem } from './make-plan.ts';
import { type Place, placeOf, type RunContext } from './run-context.ts';

/**
 * Takes out what would put a task below itself (S25): moved below its child at one place while the child was moved at
 * another. Each plan is about one task and cannot see that; the old parent stays, and a sentence says why. Plans come in
 * their order, and the first of two that close a circle stands.
 */
export async function breakCircles(tx: Store, context: RunContext, batch: readonly PlannedItem[]): Promise<Unwound> {
  /** Parents as this batch makes them. */
  const planned = new Map<TaskId, TaskId | null>();
  const parentHere = async (task: TaskId): Promise<TaskId | null> =>
    planned.has(task) ? (planned.get(task) ?? null) : asId((await tx.tasks.get([task])).get(task)?.fields['parent']);

  const mended: PlannedItem[] = [];
  const circular = new Set<TaskId>();
  for (const entry of batch) {
    const move = entry.plan.actions.find((action) => action.at === here && parentIn(action, 'parent') !== undefined);
    const parent = move && parentIn(move, 'parent');
    if (parent && (await isBelow(entry.item.taskId, parent, parentHere))) {
      mended.push(withoutMove(context, entry));
      circular.add(entry.item.taskId);
      continue;
    }
    if (parent !== undefined) planned.set(entry.item.taskId, parent);
    const sound = await withoutCirclesThere(tx, context, entry);
    if (sound !== entry) circular.add(entry.item.taskId);
    mended.push(sound);
  }
  return { batch: mended, circular };
}

interface Unwound {
  readonly batch: readonly PlannedItem[];
  /** To be planned again: what stands in the way belongs to another task, whose move does not mark this one. */
  readonly circular: ReadonlySet<TaskId>;
}

/** At a service the parent may stand below the child still, although it does not here any more. */
async function withoutCirclesThere(tx: Store, context: RunContext, entry: PlannedItem): Promise<PlannedItem> {
  let mended = entry;
  for (const action of entry.plan.actions) {
    const place = placeOf(context, action.at);
    if (!place || action.kind !== 'update' || action.remoteId === null) continue;
    const name = parentName(place);
    const parent = parentIn(action, name);
    const parentThere = async (id: string): Promise<string | null> =>
      asId((await tx.links.byRemote(place.endpoint.id, [id])).at(-1)?.observation?.fields[name]);
    if (!parent || !(await isBelow(action.remoteId, parent, parentThere))) continue;
    mended = { ...mended, plan: { ...mended.plan, actions: withoutField(mended.plan.actions, action, name) } };
    mended = refused(mended, place);
  }
  return mended;
}

/** Whether the parent is the one itself, or somewhere below it. */
async function isBelow(
  one: string,
  parent: string,
  parentOf: (id: string) => Promise<string | null>,
): Promise<boolean> {
  const seen = new Set<string>();
  for (let above: string | null = parent; above !== null && !seen.has(above); above = await parentOf(above)) {
    if (above === one) return true;
    seen.add(above);
  }
  return false;
}

/** The task as it was planned, but where it is: what else changed goes on. */
function withoutMove(context: RunContext, entry: PlannedItem): PlannedItem {
  const { plan } = entry;
  const from = plan.actions.filter((action) => action.at === here && parentIn(action, 'parent') !== undefined);
  let { actions } = plan;
  for (const action of plan.actions) {
    const place = placeOf(context, action.at);
    actions = withoutField(actions, action, place ? parentName(place) : 'parent');
  }
  const places = from.flatMap((action) => placeOf(context, action.from) ?? []);
  const agreed = plan.agreed.map((agreement) => {
    const place = places.find(({ endpoint }) => endpoint.id === agreement.endpoint);
    if (!place) return agreement;
    const { [parentName(place)]: _, ...fields } = agreement.fields;
    return { ...agreement, fields };
  });
  return places.reduce(refused, { ...entry, plan: { ...plan, actions, agreed } });
}

function refused(entry: PlannedItem, { endpoint }: Place): PlannedItem {
  const { item, plan } = entry;
  const title = item.task?.fields['title'];
  const refusal: Refusal = {
    task: item.taskId,
    title: typeof title === 'string' ? title : '',
    endpoint: endpoint.id,
    remoteId: item.links.find((link) => link.endpoint === endpoint.id)?.remoteId ?? null,
    field: 'parent',
    reason: 'invalid-value',
    message: `It was moved below a task that was moved below it elsewhere. It stays where it was, here and in ${endpoint.name}; put one of the two somewhere else.`,
  };
  return { ...entry, plan: { ...plan, refusals: [...plan.refusals, refusal] } };
}

/** An update of nothing else is none. */
function withoutField(actions: readonly Action[], from: Action, name: FieldName): readonly Action[] {
  return actions.flatMap((action) => {
    if (action !== from) return [action];
    const fields = action.fields.filter(({ field }) => field !== name);
    return fields.length === 0 && action.kind === 'update' ? [] : [{ ...action, fields }];
  });
}

/** The parent that the action gives; null: none. Undefined: it says nothing of it. */
function parentIn({ fields }: Action, name: FieldName): string | null | undefined {
  const change = fields.find(({ field }) => field === name);
  return change && asId(change.after);
}

function parentName({ endpoint }: Place): FieldName {
  const mapping = endpoint.mapping['parent'];
  return mapping === false ? 'parent' : (mapping?.field ?? 'parent');
}

function asId(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
