import { afterEach, describe, expect, it } from 'vitest';
import { addComment, commentsOf, transferIssue } from '../../../src-main/demo/github/store.ts';
import type { JiraIssue } from '../../../src-main/demo/jira/model.ts';
import { createJiraGithubWorld, type JiraGithubWorld } from '../../fakes/jira-github-world.ts';
import { paragraph, richDocument, text } from './rich-document.ts';

let here: JiraGithubWorld;
afterEach(() => here.close());

const quiet = { state: 'done', pending: 0, conflicts: 0, problems: [] };

async function tasks() {
  return (await here.world.call('tasks.list', { profile: 'All' })).tasks;
}

/** What the person sees of the records of a task. */
async function linkStates(title: string): Promise<Readonly<Record<string, string>>> {
  const task = (await tasks()).find((one) => one.title === title);
  return Object.fromEntries(task?.links.map(({ connector, state }) => [connector, state]) ?? []);
}

/** Ids of the transitions that were asked of Jira, in that order. */
function watchTransitions(): readonly string[] {
  const asked: string[] = [];
  here.jira.onExchange(({ method, path, requestBody, status }) => {
    if (method !== 'POST' || !path.endsWith('/transitions') || status !== 204) return;
    asked.push(JSON.parse(requestBody.toString('utf8')).transition.id);
  });
  return asked;
}

describe('Jira and GitHub', () => {
  it('take over each other’s edits, of different fields of one task as well', async () => {
    here = await createJiraGithubWorld();
    const { jira, editJira, editGithub } = here;
    here.addToJira({ summary: 'Born in Jira', description: paragraphs('From Jira'), labels: ['shop'] });
    here.addToGithub({ title: 'Born at GitHub', body: 'From *GitHub*' });
    await here.syncUntilQuiet();
    const [atGithub, atJira] = [here.githubIssue('Born in Jira'), here.jiraIssue('Born at GitHub')];
    expect(atGithub.body).toContain('From Jira');
    expect(atGithub.labels).toEqual(['shop']);
    expect(JSON.stringify(atJira.fields['description'])).toContain('"em"');

    editGithub(atGithub, { title: 'Renamed at GitHub' });
    editJira(here.jiraIssue('Born in Jira'), { description: paragraphs('Described in Jira') });
    editJira(atJira, { summary: 'Renamed in Jira' });
    const original = here.githubIssue('Born at GitHub');
    const milestone = here.github.repository.milestones.find(({ title }) => title === '2.0')?.number ?? null;
    editGithub(original, { milestone });
    expect(await here.syncUntilQuiet()).toMatchObject(quiet);

    expect(here.jiraIssue('Renamed at GitHub').fields['description']).toMatchObject(paragraphs('Described in Jira'));
    expect(atGithub).toMatchObject({ title: 'Renamed at GitHub', body: expect.stringContaining('Described in Jira') });
    expect(original.title).toBe('Renamed in Jira');
    const version = jira.store.project('WEB')?.versions.find(({ name }) => name === '2.0')?.id;
    expect(atJira.fields['fixVersions']).toEqual([version]);
    expect(await tasks()).toHaveLength(2);
    expect((await here.world.call('profiles.verify', { profile: 'All' })).differences).toEqual([]);
  });

  it('finish a task that is three transitions away from it, with the resolution that the screen requires', async () => {
    here = await createJiraGithubWorld();
    const issue = here.addToJira({ summary: 'Ship it' });
    const other = here.addToJira({ summary: 'Drop it' });
    await here.syncUntilQuiet();
    const transitions = watchTransitions();
    const closedAt = here.github.clock.now();
    here.editGithub(here.githubIssue('Ship it'), { state: 'closed', reason: 'completed', closedAt });
    here.editGithub(here.githubIssue('Drop it'), { state: 'closed', reason: 'not_planned', closedAt });
    expect(await here.syncUntilQuiet()).toMatchObject(quiet);
    expect(issue).toMatchObject({ status: '10003', fields: { resolution: '10000' } });
    expect(other).toMatchObject({ status: '10004', fields: { resolution: '10001' } });
    expect([...transitions].sort()).toEqual(['11', '21', '41', '61']);

    move(issue, '10001', { resolution: null });
    expect(await here.syncUntilQuiet()).toMatchObject(quiet);
    expect(here.githubIssue('Ship it').state).toBe('open');
    // GitHub knows open and closed only: an edit there leaves Jira's kind of open as it is.
    here.editGithub(here.githubIssue('Ship it'), { title: 'Ship it soon' });
    expect(await here.syncUntilQuiet()).toMatchObject(quiet);
    expect(here.jiraIssue('Ship it soon').status).toBe('10001');
  });

  it('keep every block of a rich text that nobody edited, byte by byte', async () => {
    here = await createJiraGithubWorld();
    const issue = here.addToJira({ summary: 'Rich', description: richDocument });
    const before = JSON.stringify(issue.fields['description']);
    await here.syncUntilQuiet();
    const { body } = here.githubIssue('Rich');
    expect(body).toContain('One paragraph to be edited.');
    expect(JSON.stringify(issue.fields['description'])).toBe(before);

    const edited = body?.replace('One paragraph to be edited.', 'One paragraph that **was** edited.') ?? '';
    here.editGithub(here.githubIssue('Rich'), { body: edited });
    expect(await here.syncUntilQuiet()).toMatchObject(quiet);
    const expected = richDocument.content.map((block) =>
      block === paragraph
        ? { type: 'paragraph', content: [text('One paragraph that '), strong('was'), text(' edited.')] }
        : block,
    );
    const after = (issue.fields['description'] as typeof richDocument).content;
    for (const [index, block] of expected.entries()) {
      expect(after[index], block.type).toEqual(block);
      if (block !== expected[richDocument.content.indexOf(paragraph)]) {
        expect(JSON.stringify(after[index])).toBe(JSON.stringify(block));
      }
    }
    expect(after).toHaveLength(expected.length);
    expect(here.githubIssue('Rich').body).toBe(edited);
  });

  it('exchange comments and labels, each one once, edits and removals too', async () => {
    here = await createJiraGithubWorld();
    const { jira, github } = here;
    const issue = here.addToJira({ summary: 'Talk', labels: ['one', 'two'] });
    const lead = jira.store.site.users[1]?.id ?? '';
    const fromJira = { author: lead, body: paragraphs('Said in Jira'), visibility: null, properties: [] };
    const first = jira.store.comment(issue, fromJira);
    await here.syncUntilQuiet();
    const there = here.githubIssue('Talk');
    const textsThere = () => commentsOf(github.store, there).map(({ body }) => body.replace(/\s*<!--.*?-->/gs, ''));
    expect(textsThere()).toEqual([expect.stringContaining('Said in Jira')]);

    addComment(github.store, there, 'designer', 'Said at GitHub');
    github.repository.labels.push({ id: github.store.nextId(), name: 'three', color: 'ededed', description: null });
    here.editGithub(there, { labels: ['two', 'three'] });
    here.editJira(issue, { labels: ['one', 'two', 'four'] });
    first.body = paragraphs('Said in Jira, and corrected');
    first.updated = jira.store.now();
    jira.store.touch(issue);
    expect(await here.syncUntilQuiet()).toMatchObject(quiet);

    expect([...(issue.fields['labels'] as string[])].sort()).toEqual(['four', 'three', 'two']);
    expect([...there.labels].sort()).toEqual(['four', 'three', 'two']);
    expect(issue.comments).toHaveLength(2);
    expect(JSON.stringify(issue.comments[1]?.body)).toContain('Said at GitHub');
    expect(textsThere()).toHaveLength(2);
    expect(textsThere()[0]).toContain('Said in Jira, and corrected');
    const [task] = await tasks();
    expect(task?.comments).toHaveLength(2);
  });

  it('keep one task of an issue that was moved to another project, and go on when it comes back with another key', async () => {
    here = await createJiraGithubWorld();
    const { jira } = here;
    jira.store.addProject('OPS', 'Operations');
    const issue = here.addToJira({ summary: 'Wanderer' });
    await here.syncUntilQuiet();
    const before = await tasks();

    jira.store.move(issue.key, 'OPS');
    here.editGithub(here.githubIssue('Wanderer'), { title: 'Wanderer, renamed' });
    for (let run = 0; run < 4; run++) await here.sync();
    expect(await linkStates('Wanderer, renamed')).toEqual({ jira: 'out-of-scope', github: 'in-sync' });
    expect((await tasks())[0]?.links).toMatchObject([{ why: expect.stringContaining('moved') }, {}]);
    expect(here.jiraIssues()).toMatchObject([{ key: 'OPS-1', fields: { summary: 'Wanderer' } }]);
    expect(here.githubIssues()).toMatchObject([{ state: 'open' }]);
    expect((await tasks()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));

    jira.store.move(issue.key, 'WEB');
    expect(issue.key).toBe('WEB-2');
    for (const task of await tasks()) await here.world.call('tasks.retry', { task: task.id });
    expect(await here.syncUntilQuiet(60)).toMatchObject(quiet);
    expect(here.jiraIssues()).toMatchObject([{ key: 'WEB-2', fields: { summary: 'Wanderer, renamed' } }]);
    expect(here.githubIssues()).toHaveLength(1);
    const after = await tasks();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]?.links.find(({ connector }) => connector === 'jira')?.url).toContain('WEB-2');
    expect(after[0]?.links.map(({ why }) => why)).toEqual([undefined, undefined]);
  });

  it('keep one task of an issue that was transferred to another repository', async () => {
    here = await createJiraGithubWorld();
    const { github } = here;
    const issue = here.addToJira({ summary: 'Stay' });
    const other = here.addToGithub({ title: 'Leave' });
    await here.syncUntilQuiet();
    const before = await tasks();

    transferIssue(github.store, other, github.otherRepository);
    here.editJira(here.jiraIssue('Leave'), { summary: 'Leave, renamed' });
    here.editJira(issue, { summary: 'Stay, renamed' });
    for (let run = 0; run < 4; run++) await here.sync();
    expect(await linkStates('Leave, renamed')).toEqual({ jira: 'in-sync', github: 'out-of-scope' });
    expect(here.githubIssue('Leave').repository).toBe(github.otherRepository.id);
    expect(here.githubIssue('Stay, renamed').repository).toBe(github.repository.id);
    expect(here.githubIssues().filter(({ repository }) => repository === github.repository.id)).toHaveLength(1);
    expect(here.githubIssues()).toHaveLength(2);
    expect(here.jiraIssues().map(({ status }) => status)).toEqual(['10000', '10000']);
    expect((await tasks()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  });

  it.for([1, 2, 3])(
    'make nothing twice where answers are lost and Jira’s search is a quarter of an hour behind, draw %i',
    async (draw) => {
      here = await createJiraGithubWorld({ searchLagMs: 15 * 60_000 });
      const { jira, github } = here;
      const titles = Array.from({ length: 12 }, (_, index) => `Task ${String(index).padStart(2, '0')}`);
      for (const title of titles) here.addToGithub({ title });
      let [seen, lost] = [draw, 0];
      for (const service of [jira, github]) {
        service.faults.add({
          fault: { kind: 'drop', when: 'after' },
          when: ({ method, path }) => method === 'POST' && !path.includes('search') && seen++ % 3 === 0,
          times: 8,
        });
        service.onExchange(({ status }) => {
          if (status === 0) lost++;
        });
      }
      for (let run = 0; run < 6; run++) await here.sync(3);
      for (const title of ['From Jira 1', 'From Jira 2', 'From Jira 3']) here.addToJira({ summary: title });
      for (let run = 0; run < 6; run++) await here.sync(7);
      expect(await here.syncUntilQuiet(31)).toMatchObject(quiet);
      expect(lost).toBeGreaterThan(4);
      const all = ['From Jira 1', 'From Jira 2', 'From Jira 3', ...titles];
      expect(
        here
          .jiraIssues()
          .map(({ fields }) => fields['summary'])
          .sort(),
      ).toEqual(all);
      expect(
        here
          .githubIssues()
          .map(({ title }) => title)
          .sort(),
      ).toEqual(all);
      expect(await tasks()).toHaveLength(all.length);
    },
  );
});

function move(issue: JiraIssue, status: string, fields: Readonly<Record<string, unknown>>): void {
  issue.status = status;
  here.editJira(issue, fields);
}

function paragraphs(...texts: readonly string[]) {
  return { type: 'doc', version: 1, content: texts.map((one) => ({ type: 'paragraph', content: [text(one)] })) };
}

function strong(words: string) {
  return { ...text(words), marks: [{ type: 'strong' }] };
}
