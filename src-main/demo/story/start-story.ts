import type { DemoService } from '../demo-service.ts';
import { type SimulatedJira, startJiraService } from '../jira/jira-service.ts';
import { demoJira, demoTrello } from '../start-demo-service.ts';
import { startTrelloService, type TrelloService } from '../trello/trello-service.ts';
import { refusedTitle, type StoryTask, storyTasks } from './story-tasks.ts';

/**
 * A Jira and a Trello of the same web shop, as they are before the first sync: much is the same already, some is only here or
 * there, they disagree in places, Jira refuses one task, and Trello asks for a short pause once.
 */
export async function startStory(latencyMs: number): Promise<readonly DemoService[]> {
  const jira = await startJiraService({ latencyMs, timeZone: 'UTC' });
  const trello = await startTrelloService({ latencyMs });
  const services = [demoJira(jira), demoTrello(trello)];
  for (const task of storyTasks) {
    if (task.at !== 'trello') addIssue(jira, task);
    if (task.at !== 'jira') addCard(trello, task);
  }
  refuseOne(jira);
  pauseOnce(trello);
  return services;
}

const dayMs = 86_400_000;

function addIssue({ store, clock }: SimulatedJira, task: StoryTask): void {
  const { site } = store;
  const project = store.project('WEB');
  if (project === undefined) return;
  const names = { todo: 'To Do', doing: 'In Progress', done: 'Done' };
  const status = site.statuses.find(({ name }) => name === names[task.state ?? 'todo'])?.id;
  const due = task.due === undefined ? null : new Date(clock.now() + task.due * dayMs).toISOString().slice(0, 10);
  store.add({
    ...{ project: project.id, type: taskType, creator: site.me.id, at: clock.now() - 3 * dayMs },
    ...(status === undefined ? {} : { status }),
    fields: {
      ...{ summary: task.title, priority: priorities[task.priority ?? 'medium'], assignee: null, duedate: due },
      ...{ labels: task.labels ?? [], description: task.text === undefined ? null : paragraph(task.text) },
      ...{ resolution: task.state === 'done' ? '10000' : null, fixVersions: [], components: [] },
    },
  });
}

const taskType = '10102';
const priorities = { high: '2', medium: '3', low: '4' } as const;

function paragraph(text: string): unknown {
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: plain(text) }] }] };
}

/** The marks of Markdown are no text in Jira's documents. */
function plain(text: string): string {
  return text.replaceAll(/\*\*|`/g, '');
}

function addCard({ store, me, board }: TrelloService, task: StoryTask): void {
  const names = { todo: 'To Do', doing: 'In Progress', done: 'Done' };
  const state = task.trelloState ?? task.state ?? 'todo';
  const list = [...store.lists.values()].find(({ name, idBoard }) => name === names[state] && idBoard === board.id);
  if (list === undefined) return;
  const labels = task.isLabelledInJiraOnly ? [] : (task.labels ?? []);
  const due = task.trelloDue === undefined ? null : atNoon(store.now() + task.trelloDue * dayMs);
  store.addCard(me.id, list, {
    ...{ name: task.title, desc: task.trelloText ?? '', due, dueComplete: state === 'done' },
    idLabels: labels.map((name) => (findLabel(store, name) ?? store.addLabel(board, name, 'sky')).id),
  });
}

function findLabel(store: TrelloService['store'], wanted: string) {
  return [...store.labels.values()].find(({ name }) => name === wanted);
}

function atNoon(time: number): string {
  return new Date(Math.floor(time / dayMs) * dayMs + dayMs / 2).toISOString();
}

/** As a Jira answers whose administrator made a field required that no program was told of. */
function refuseOne({ faults }: SimulatedJira): void {
  const errors = { customfield_10050: 'Cost centre is required.' };
  faults.add({
    fault: {
      ...{ kind: 'status', status: 400, headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ errorMessages: [], errors }),
    },
    when: ({ method, body }) => method === 'POST' && body.includes(JSON.stringify(refusedTitle).slice(1, -1)),
  });
}

const pauseSeconds = 3;

/** In the first run: at the third card that is made. */
function pauseOnce({ http }: TrelloService): void {
  let made = 0;
  http.faults.add({
    fault: {
      ...{ kind: 'status', status: 429 },
      headers: { 'content-type': 'application/json', 'retry-after': String(pauseSeconds) },
      body: JSON.stringify({ error: 'API_TOKEN_LIMIT_EXCEEDED', message: 'Rate limit exceeded' }),
    },
    times: 1,
    when: ({ method, path }) => method === 'POST' && path === '/1/cards' && ++made === 3,
  });
}
