import { jira } from '../../src-main/connectors/jira/index.ts';
import type { JiraServiceOptions } from '../../src-main/demo/jira/jira-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';

const at = (...times: readonly string[]) => times.map((time) => ({ kind: 'instant', at: time }) as const);

async function start(options: JiraServiceOptions, manyRecords: number): Promise<ConnectorPlace> {
  const service = await startJiraService(options);
  const { store, clock } = service;
  const { site } = store;
  store.addProject('OTHER', 'Another project');
  const project = store.addProject('TASKS', 'Tasks');
  const isCloud = site.deployment === 'cloud';
  const me = site.me.id;
  const add = (key: string, type: string): string => {
    const { id } = store.project(key) ?? project;
    return store.add({ project: id, type, creator: me, fields: { summary: 'Parent', priority: '3' } }).id;
  };
  // A parent is one level up, and may be in another project.
  const parents = [add('OTHER', '10100'), add('OTHER', '10100')];
  const other = site.users[3]?.id ?? '';
  const textOf = (text: string): unknown =>
    isCloud ? { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] } : text;
  const issueOf = (id: string) => {
    const issue = store.issues.get(id);
    if (issue === undefined) throw new Error('there is no such issue');
    return issue;
  };
  return {
    url: service.origin,
    username: service.username,
    secret: service.token,
    options: { deployment: site.deployment },
    container: 'TASKS',
    sample: { title: 'Water the plants', body: 'All of them.' },
    required: ['title', 'status', 'priority', 'x.type'],
    // A finished issue says how it was finished.
    sideEffects: { status: ['x.resolution'] },
    manyRecords,
    values: {
      labels: [['red'], ['red', 'two-words', 'Grün'], ['Grün']],
      parent: parents,
      'x.type': ['10103', '10101'],
      'x.Region': ['Europe', 'Europe / South', 'Asia'],
      'x.Documentation': ['https://docs.example.org/a?b=1#c'],
      'x.Release at': at('2026-10-25T00:30:00Z', '2026-03-29T01:30:00Z'),
      'x.Topics': [['sync'], ['sync', 'ux']],
    },
    edit: async (id, title) => {
      const issue = issueOf(id);
      issue.fields = { ...issue.fields, summary: title };
      store.touch(issue);
      clock.advance(store.searchLagMs);
    },
    comment: async (id, text, isInternal) => {
      const visibility = isInternal ? ({ type: 'role', value: 'Developers' } as const) : null;
      store.comment(issueOf(id), { author: other, body: textOf(text), visibility, properties: [] });
    },
    attach: async (id, name, text) => {
      store.attach(issueOf(id), { author: other, filename: name, mimeType: 'text/plain', bytes: Buffer.from(text) });
    },
    nextMoment: async () => clock.advance(store.searchLagMs),
    stop: service.close,
  };
}

describeConnector('jira, Cloud', { descriptor: jira, start: () => start({}, 120) });

describeConnector('jira, Cloud whose search lags behind by five minutes', {
  descriptor: jira,
  start: () => start({ searchLagMs: 300_000 }, 40),
});

describeConnector('jira, Data Center', {
  descriptor: jira,
  start: () => start({ deployment: 'datacenter' }, 120),
});
