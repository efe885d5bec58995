import { createCloudClient } from 'jira.js';
import { afterEach, expect, test } from 'vitest';
import type { SimulatedJira } from '../../src-main/demo/jira/jira-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';

let service: SimulatedJira;
afterEach(() => service.close());

test('a client that others wrote, which checks every answer, understands the simulated Jira', async () => {
  service = await startJiraService({ seed: true });
  const jira = createCloudClient({
    host: service.origin,
    auth: { type: 'basic', email: service.username ?? '', apiToken: service.token },
  });
  expect(await jira.myself.getCurrentUser()).toMatchObject({ displayName: 'Task Sync' });
  const found = await jira.issueSearch.searchAndReconsileIssuesUsingJql({
    ...{ jql: 'project = WEB AND labels = checkout ORDER BY key', fields: ['summary', 'status', 'description'] },
  });
  expect(found.issues?.length).toBeGreaterThan(5);
  const id = found.issues?.[0]?.id ?? '';
  expect((await jira.issues.getIssue({ issueIdOrKey: id })).key).toBe('WEB-1');
  const { transitions } = await jira.issues.getTransitions({ issueIdOrKey: id, expand: 'transitions.fields' });
  expect(transitions?.map(({ name }) => name)).toContain('Ask for review');
  await jira.issueComments.addComment({
    issueIdOrKey: id,
    body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] }] },
  });
  expect((await jira.issueComments.getComments({ issueIdOrKey: id })).total).toBe(1);
  const made = await jira.issues.createIssue({
    fields: { project: { key: 'WEB' }, issuetype: { name: 'Task' }, summary: 'Made by others' },
  });
  const start = transitions?.find(({ name }) => name === 'Reject')?.id ?? '';
  await jira.issues.doTransition({
    ...{ issueIdOrKey: made.id ?? '', transition: { id: start }, fields: { resolution: { name: 'Duplicate' } } },
  });
  await jira.issues.editIssue({ issueIdOrKey: made.id ?? '', fields: { labels: ['others'] } });
  expect(service.store.issues.get(made.id ?? '')).toMatchObject({ status: '10004', fields: { labels: ['others'] } });
  await jira.issues.deleteIssue({ issueIdOrKey: made.id ?? '' });
  await expect(jira.issues.getIssue({ issueIdOrKey: made.id ?? '' })).rejects.toThrow();
  const types = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'WEB' });
  expect(types.issueTypes?.map(({ name }) => name)).toContain('Bug');
  expect((await jira.projects.searchProjects({})).values).toHaveLength(1);
});
