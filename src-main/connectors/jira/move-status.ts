import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting, withApplied } from './applied.ts';
import type { JiraClient } from './jira-client.ts';
import type { Transition } from './jira-wire.ts';
import { workflowSampleSchema } from './jira-wire.ts';
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
const mostSteps = 6;

/** Walks issues through their workflows, which it learns on the way and keeps for the run. */
export function createStatusMover(client: JiraClient): StatusMover {
  const workflows = new Map<string, Workflow>();

  const workflowOf = ({ project, type }: Move): Workflow => {
    const key = `${project}/${type}`;
    const workflow = workflows.get(key) ?? new Workflow();
    workflows.set(key, workflow);
    return workflow;
  };

  const walk = async (move: Move, steps: { taken: number }): Promise<void> => {
    const workflow = workflowOf(move);
    const closed = new Set<string>();
    const visited = new Set<string>();
    let at = move.from;
    while (at !== move.to) {
      visited.add(at);
      const here = await client.transitions(move.id);
      workflow.learn(at, here);
      if (steps.taken === 0 && workflow.route(at, move.to) === null) await learnFromOthers(client, workflow, move);
      const next =
        workflow.route(at, move.to, closed)?.[0] ??
        nextGuess(workflow, at, { category: categoryOf(workflow, here, move.to) }, visited, closed);
      if (next === null || steps.taken >= mostSteps) throw noWay(move, here);
      const transition = here.find((one) => one.to.id === next && isOpen(one));
      if (transition === undefined) {
        // Open to others, by a condition, and not to this issue or account.
        closed.add(waysKey(at, next));
        if (closed.size > mostSteps) throw noWay(move, here);
        continue;
      }
      const { fields, missing } = answerScreen(transition, move.own, move.filled);
      if (missing.length > 0) throw asksFor(move, transition, missing);
      await client.transition(move.id, {
        transition: { id: transition.id },
        ...(Object.keys(fields).length > 0 && { fields }),
      });
      steps.taken++;
      at = next;
    }
  };

  return {
    move: async (move) => {
      const steps = { taken: 0 };
      try {
        await walk(move, steps);
      } catch (error) {
        // What was looked up before the first step has changed nothing; after it, the issue is somewhere on the way.
        if (steps.taken > 0) throw withApplied(error, 'unknown');
        throw error;
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

function categoryOf(workflow: Workflow, here: readonly Transition[], status: string): string {
  return workflow.categoryOf(status) || (here.find(({ to }) => to.id === status)?.to.statusCategory?.key ?? 'done');
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
