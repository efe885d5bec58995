import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting, withApplied } from '../kit/applied.ts';
import { once } from '../kit/once.ts';
import type { JiraClient } from './jira-client.ts';
import type { Transition } from './jira-wire.ts';
import { statusesSchema, workflowSampleSchema } from './jira-wire.ts';
import { quote } from './jql.ts';
import { answerScreen } from './screen.ts';
import { isOpen, nextGuess, Workflow, waysKey } from './workflow.ts';

export interface Move {
  readonly id: RemoteId;
  readonly key: string;
  readonly project: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** Values that the same change sets, by field id, for screens that ask for them. */
  readonly own: Readonly<Record<string, unknown>>;
  /** Ids of the fields that the issue has a value in. */
  readonly filled: ReadonlySet<string>;
}

export interface StatusMover {
  /** Throws `rejected` when there is no way, or a screen asks for what we do not have. */
  move(move: Move): Promise<void>;
}

/** More than this, and it is no workflow that we understand. */
const mostSteps = 8;

/** Walks issues through their workflows, which it learns on the way and keeps for the run. */
export function createStatusMover(client: JiraClient): StatusMover {
  const workflows = new Map<string, Workflow>();
  const statuses = once(() => client.get(statusesSchema, 'status'));

  const workflowOf = ({ project, type }: Move): Workflow => {
    const key = `${project}/${type}`;
    const workflow = workflows.get(key) ?? new Workflow();
    workflows.set(key, workflow);
    return workflow;
  };

  const categoryOf = async (status: string): Promise<string> => {
    const all = await beforeWriting(statuses());
    return all.find(({ id }) => id === status)?.statusCategory?.key ?? '';
  };

  /** One transition; false: it is not open to this issue, or this account. */
  const step = async (move: Move, here: readonly Transition[], to: string): Promise<boolean> => {
    const transition = here.find((one) => one.to.id === to && isOpen(one));
    if (transition === undefined) return false;
    const { fields, missing } = answerScreen(transition, move.own, move.filled);
    if (missing.length > 0) throw asksFor(move, transition, missing);
    const filled = Object.keys(fields).length > 0 ? { fields } : {};
    await client.transition(move.id, { transition: { id: transition.id }, ...filled });
    return true;
  };

  const look = async (move: Move, at: string): Promise<readonly Transition[]> => {
    const here = await client.transitions(move.id);
    workflowOf(move).learn(at, here);
    return here;
  };

  const walk = async (move: Move, place: { at: string; steps: number }): Promise<void> => {
    const workflow = workflowOf(move);
    const closed = new Set<string>();
    while (place.at !== move.to) {
      const { at } = place;
      const here = await look(move, at);
      if (place.steps === 0 && workflow.route(at, move.to) === null) await learnFromOthers(client, workflow, move);
      const isKnown = workflow.route(at, move.to, closed) !== null;
      const goal = isKnown ? move.to : nextGuess(workflow, at, await categoryOf(move.to), closed);
      const next = goal === null ? undefined : workflow.route(at, goal, closed)?.[0];
      if (next === undefined || place.steps >= mostSteps) throw noWay(move, here);
      if (await step(move, here, next)) {
        place.steps++;
        place.at = next;
      } else closed.add(waysKey(at, next));
    }
  };

  /** To where it was, where nobody sees that we tried. */
  const goBack = async (move: Move, place: { at: string }): Promise<boolean> => {
    for (const next of workflowOf(move).route(place.at, move.from) ?? []) {
      if (!(await step({ ...move, to: move.from }, await look(move, place.at), next))) return false;
      place.at = next;
    }
    return place.at === move.from;
  };

  return {
    move: async (move) => {
      const place = { at: move.from, steps: 0 };
      try {
        await walk(move, place);
      } catch (error) {
        // What was looked up before the first step has changed nothing; after it, the issue is somewhere on the way.
        if (place.steps === 0) throw error;
        const isRefused = error instanceof TaskSyncError && error.code === 'rejected';
        if (isRefused && (await goBack(move, place).catch(() => false))) throw error;
        throw withApplied(error, 'unknown');
      }
    },
  };
}

/** Asks issues of the same type how they can leave their statuses, until a way is known or there is nothing left to learn. */
async function learnFromOthers(client: JiraClient, workflow: Workflow, move: Move): Promise<void> {
  const asked = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const unknown = workflow.frontier(move.from).filter((status) => !asked.has(status));
    if (unknown.length === 0 || workflow.route(move.from, move.to) !== null) return;
    for (const status of unknown) asked.add(status);
    const jql = `project = ${quote(move.project)} AND issuetype = ${quote(move.type)} AND status in (${unknown.join(', ')}) ORDER BY key DESC`;
    const search = { jql, fields: ['status'], expand: 'transitions', maxResults: 50 };
    const { issues } = await beforeWriting(client.search(search));
    for (const issue of issues) {
      const { data } = workflowSampleSchema.safeParse(issue);
      if (data?.transitions && !workflow.knows(data.fields.status.id)) {
        workflow.learn(data.fields.status.id, data.transitions);
      }
    }
  }
}

function noWay({ key }: Move, here: readonly Transition[]): TaskSyncError {
  const names = here.filter(isOpen).map(({ to }) => `“${to.name}”`);
  const ways = names.length === 0 ? 'nowhere' : `only to ${[...new Set(names)].join(', ')}`;
  return new TaskSyncError(
    'rejected',
    `The workflow of issue ${key} does not lead to the wanted status; for this account it leads ${ways} from where it is. Move it in Jira, or map the status to another one.`,
    { facts: { issue: key } },
  );
}

function asksFor({ key }: Move, { to }: Transition, missing: readonly string[]): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    `To move issue ${key} to “${to.name}”, Jira asks for: ${missing.join(', ')}. Give them in the task if they are mapped, or move the issue in Jira.`,
    { facts: { issue: key, missing: missing.length } },
  );
}
