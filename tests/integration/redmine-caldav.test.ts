import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareDav, bareDav } from '../servers/bare-dav.ts';
import { type RealServer, startServer, whyNoServer } from '../servers/real-server.ts';
import { createWorkspace, type Workspace } from '../servers/workspace.ts';

/**
 * An office tracker and a private list through a profile file with status, priority and people mapping: created, edited and
 * closed both ways, on a real Redmine and a real Radicale.
 */
const reason = whyNoServer('radicale') ?? whyNoServer('redmine');

interface Issue {
  readonly id: number;
  readonly subject: string;
  readonly description: string;
  readonly status: { readonly name: string };
  readonly priority: { readonly name: string };
  readonly assigned_to?: { readonly id: number };
  readonly due_date?: string | null;
}

describe.skipIf(reason)(`Redmine and CalDAV${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let redmine: RealServer;
  let radicale: RealServer;
  let dav: BareDav;
  let workspace: Workspace;

  const api = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { 'X-Redmine-API-Key': redmine.api_key ?? '', 'Content-Type': 'application/json' };
    const answer = await fetch(new URL(path, redmine.base), {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    const text = await answer.text();
    return (text.trim() === '' ? null : JSON.parse(text)) as T;
  };
  const issues = async (): Promise<readonly Issue[]> =>
    (await api<{ issues: readonly Issue[] }>('GET', '/issues.json?project_id=tasks&status_id=*&limit=100')).issues;
  const issue = async (subject: string): Promise<Issue> =>
    only(
      (await issues()).filter((one) => one.subject === subject),
      subject,
    );
  const idOf = async (path: string, key: string, name: string): Promise<number> => {
    const all = (await api<Record<string, readonly { id: number; name: string }[]>>('GET', path))[key] ?? [];
    return only(
      all.filter((one) => one.name === name),
      name,
    ).id;
  };
  const todos = async (): Promise<readonly { path: string; text: string }[]> =>
    [...(await dav.multiget(await dav.list()))].map(([path, text]) => ({
      path,
      text: text.replace(/\r?\n[ \t]/g, ''),
    }));
  const todo = async (title: string): Promise<{ path: string; text: string }> =>
    only(
      (await todos()).filter(({ text }) => text.includes(`SUMMARY:${title}\r\n`)),
      title,
    );
  const editTodo = async (title: string, change: (text: string) => string): Promise<void> => {
    const { path, text } = await todo(title);
    await dav.put(path.split('/').at(-1) ?? '', change(text));
  };
  const sync = async (): Promise<{
    code: number | null;
    state: string;
    problems: readonly unknown[];
    endpoints: readonly { created: number; updated: number; requests: number }[];
  }> => {
    const { code, stdout } = await workspace.run('sync', 'office', '--json');
    return { code, ...JSON.parse(stdout) };
  };
  /** Redmine tells times in whole seconds. */
  const nextSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_100));

  beforeAll(async () => {
    [redmine, radicale] = await Promise.all([startServer('redmine'), startServer('radicale')]);
    const list = { collection: radicale.collection ?? '', user: radicale.user, password: radicale.password };
    dav = bareDav(list, 2);
    process.env['TASKSYNC_TEST_KEY'] = redmine.api_key ?? '';
    workspace = createWorkspace();
    await workspace.succeed(
      'connections',
      'add',
      'redmine',
      '--name',
      'work',
      '--url',
      redmine.base,
      '--secret-env',
      'TASKSYNC_TEST_KEY',
    );
    await workspace.succeed(
      'connections',
      'add',
      'caldav',
      '--name',
      'home',
      '--url',
      list.collection,
      '--username',
      list.user,
      '--secret-env',
      'TASKSYNC_LIST_PASSWORD',
    );
    const file = join(workspace.folder, 'office.yaml');
    writeFileSync(file, profileFile(new URL(list.collection).pathname));
    await workspace.succeed('profiles', 'add', '--file', file);
  }, 400_000);
  afterAll(async () => {
    workspace?.remove();
    dav?.close();
    await Promise.all([redmine?.stop(), radicale?.stop()]);
  });

  it('creates in both directions, each in its own words', async () => {
    const high = await idOf('/enumerations/issue_priorities.json', 'issue_priorities', 'High');
    const me = (await api<{ user: { id: number } }>('GET', '/users/current.json')).user.id;
    await api('POST', '/issues.json', {
      issue: {
        project_id: 'tasks',
        subject: 'Order paper',
        description: 'h2. Why\n\nThe *printer* is empty.',
        priority_id: high,
        assigned_to_id: me,
        due_date: '2026-12-24',
      },
    });
    await dav.put(
      'milk.ics',
      todoText('milk', 'Buy milk', [
        'PRIORITY:9',
        'STATUS:IN-PROCESS',
        'DUE;VALUE=DATE:20261201',
        'ATTENDEE:mailto:boss@example.org',
      ]),
    );
    expect(await sync()).toMatchObject({ code: 0, state: 'done', problems: [] });

    const { text } = await todo('Order paper');
    expect(text).toContain('PRIORITY:2\r\n');
    expect(text).toContain('STATUS:NEEDS-ACTION\r\n');
    expect(text).toContain('DUE;VALUE=DATE:20261224\r\n');
    expect(text).toMatch(/ATTENDEE[^\r]*:mailto:boss@example\.org/);
    expect(text).toContain('The **printer** is empty.');
    expect(text).not.toContain('ts1:');
    expect(await issue('Buy milk')).toMatchObject({
      priority: { name: 'Low' },
      status: { name: 'In Progress' },
      due_date: '2026-12-01',
      assigned_to: { id: me },
    });
  }, 120_000);

  it('is silent when nothing changed, with at most two requests to each', async () => {
    await sync();
    const { endpoints, state } = await sync();
    expect(state).toBe('done');
    for (const endpoint of endpoints) {
      expect(endpoint).toMatchObject({ created: 0, updated: 0 });
      expect(endpoint.requests).toBeLessThanOrEqual(2);
    }
  }, 120_000);

  it('carries edits both ways, and keeps the text that nobody touched as it was written', async () => {
    await nextSecond();
    const { id, description } = await issue('Order paper');
    await editTodo('Order paper', (text) =>
      text
        .replace('SUMMARY:Order paper', 'SUMMARY:Order white paper')
        .replace('DUE;VALUE=DATE:20261224', 'DUE;VALUE=DATE:20261222'),
    );
    const milk = await issue('Buy milk');
    await api('PUT', `/issues/${milk.id}.json`, { issue: { description: 'Two litres', done_ratio: 50 } });
    expect(await sync()).toMatchObject({ code: 0, problems: [] });
    expect(await issue('Order white paper')).toMatchObject({ id, description, due_date: '2026-12-22' });
    const { text } = await todo('Buy milk');
    expect(text).toContain('DESCRIPTION:Two litres\r\n');
    expect(text).toContain('PERCENT-COMPLETE:50\r\n');
  }, 120_000);

  it('closes both ways', async () => {
    await nextSecond();
    const closed = await idOf('/issue_statuses.json', 'issue_statuses', 'Closed');
    await api('PUT', `/issues/${(await issue('Buy milk')).id}.json`, { issue: { status_id: closed } });
    await editTodo('Order white paper', (text) => text.replace('STATUS:NEEDS-ACTION', 'STATUS:COMPLETED'));
    expect(await sync()).toMatchObject({ code: 0, problems: [] });
    expect((await todo('Buy milk')).text).toContain('STATUS:COMPLETED\r\n');
    expect((await issue('Order white paper')).status.name).toBe('Closed');
  }, 120_000);

  it('closes the todo when its issue is deleted, by positive proof only', async () => {
    await nextSecond();
    const { id } = await issue('Order white paper');
    await api('POST', '/issues.json', { issue: { project_id: 'tasks', subject: 'Short-lived' } });
    await sync();
    const lived = await issue('Short-lived');
    await api('DELETE', `/issues/${lived.id}.json`);
    expect(await sync()).toMatchObject({ code: 0, problems: [] });
    expect((await todo('Short-lived')).text).toContain('STATUS:CANCELLED\r\n');
    expect((await issues()).map((one) => one.id)).toContain(id);
  }, 120_000);

  it('leaves exactly one issue for each todo', async () => {
    const subjects = (await issues()).map((one) => one.subject).sort();
    expect(subjects).toEqual([...new Set(subjects)]);
    expect(subjects).toEqual(['Buy milk', 'Order white paper']);
  });
});

function only<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first === undefined || found.length !== 1) throw new Error(`${found.length} of “${what}” instead of one`);
  return first;
}

function profileFile(container: string): string {
  return `name: office
deletions: close
endpoints:
  - connection: work
    container: tasks
    mapping:
      status:
        New: todo
        In Progress: doing
        Feedback: doing
        Closed: done
        Resolved: done
        Rejected: cancelled
      priority: { Immediate: urgent, Urgent: urgent, High: high, Normal: medium, Low: low }
      assignees: { Redmine Admin: boss }
  - connection: home
    container: ${container}
    mapping:
      assignees: { boss@example.org: boss }
`;
}

function todoText(uid: string, title: string, lines: readonly string[]): string {
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example.org//test//EN',
    'BEGIN:VTODO',
    `UID:${uid}`,
    'DTSTAMP:20260301T080000Z',
  ];
  return [...head, `SUMMARY:${title}`, ...lines, 'END:VTODO', 'END:VCALENDAR', ''].join('\r\n');
}
