import type { AsanaStore } from './asana-store.ts';
import type { Task } from './model.ts';
import type { Places } from './seed-places.ts';
import type { TaskChanges } from './task-changes.ts';
import { assetUrl } from './views.ts';

type Section = keyof Places['sections'];
type Role = keyof Places['users'];
type Priority = keyof Places['priorities'];

/** section, title, role, priority, tags, due day of 2026, or nothing */
type Row = readonly [Section, string, Role | '', Priority | '', string, string];

const rows: readonly Row[] = [
  ['backlog', 'Offer a dark theme', '', 'low', 'design', ''],
  ['backlog', 'Let customers download all their invoices at once', '', 'medium', 'billing', ''],
  ['backlog', 'Show prices in the currency of the customer', '', 'medium', 'billing', ''],
  ['backlog', 'Sign in with a passkey', '', 'high', 'security', ''],
  ['backlog', 'Keyboard shortcuts for the ticket list', '', 'low', 'frontend', ''],
  ['backlog', 'Import contacts from a CSV file', '', 'medium', 'backend', ''],
  ['backlog', 'Write a guide for new administrators', '', 'low', 'documentation', ''],
  ['backlog', 'Archive tickets that nobody touched for a year', '', 'low', 'backend', ''],
  ['backlog', 'Measure how long searches take', '', 'medium', 'backend', ''],
  ['backlog', 'Send a weekly summary by e-mail', '', 'low', 'backend', ''],
  ['todo', 'The export breaks off after 10,000 rows', 'backend', 'urgent', 'bug, backend', '12-01'],
  ['todo', 'Umlauts are wrong in the subject of e-mails', 'backend', 'high', 'bug', '12-02'],
  ['todo', 'Renew the certificate of the staging server', 'admin', 'urgent', 'security', '11-30'],
  ['todo', 'Draw empty states for all lists', 'designer', 'medium', 'design', '12-08'],
  ['todo', 'Check contrast of all texts', 'designer', 'medium', 'design, accessibility', '12-10'],
  ['todo', 'Test plan for the December release', 'tester', 'high', 'release', '12-04'],
  ['todo', 'Pages can be read by a screen reader', 'frontend', 'high', 'accessibility, frontend', '12-15'],
  ['todo', 'Move background jobs to the new queue', 'backend', 'medium', 'backend', '12-18'],
  ['todo', 'Limit how often a password can be tried', 'backend', 'high', 'security', '12-09'],
  ['todo', 'Ask for consent before statistics are collected', 'frontend', 'high', 'privacy', '12-11'],
  ['doing', 'Search as you type', 'frontend', 'high', 'frontend', '12-03'],
  ['doing', 'One address for all notifications', 'backend', 'medium', 'backend', '12-07'],
  ['doing', 'New icon set', 'designer', 'low', 'design', '12-05'],
  ['doing', 'Tickets load slowly for large customers', 'backend', 'urgent', 'bug, backend', '11-29'],
  ['doing', 'Rewrite the sign-up form', 'frontend', 'high', 'frontend', '12-06'],
  ['doing', 'Automatic tests for the billing pages', 'tester', 'medium', 'billing', '12-14'],
  ['review', 'Show the time zone beside every time', 'frontend', 'medium', 'frontend', '11-28'],
  ['review', 'Delete an account with all its data', 'backend', 'high', 'privacy', '12-01'],
  ['review', 'Wording of error messages', 'designer', 'medium', 'documentation', '11-30'],
  ['review', 'Store files at a second place', 'admin', 'high', 'backend', '12-02'],
  ['done', 'Two-factor sign-in', 'backend', 'high', 'security', '11-20'],
  ['done', 'Upload several files at once', 'frontend', 'medium', 'frontend', '11-18'],
  ['done', 'The list jumps back to its top', 'frontend', 'high', 'bug, frontend', '11-19'],
  ['done', 'Update the privacy notice', 'admin', 'medium', 'privacy', '11-16'],
  ['done', 'November release', 'admin', 'high', 'release', '11-23'],
  ['done', 'Load test with 500 people', 'tester', 'medium', 'release', '11-21'],
];

const steps: Readonly<Record<string, readonly string[]>> = {
  'Rewrite the sign-up form': ['Fields and their order', 'Messages below the fields', 'Try it on a telephone'],
  'Test plan for the December release': ['List of changes', 'Who tests what'],
};

const notes: Readonly<Record<string, string>> = {
  'The export breaks off after 10,000 rows':
    '<body>Reported by three customers.\n\n<ol><li>Open <em>Reports</em></li><li>Choose a year</li><li>Export as <code>CSV</code></li></ol>The file ends in the middle of a line.</body>',
  'Search as you type':
    '<body><h2>Aim</h2>Results within <strong>200 ms</strong>.\n<ul><li>cancel what is under way</li><li>keep the last results meanwhile</li></ul></body>',
  'Delete an account with all its data':
    '<body>See the <a href="https://www.example.org/privacy">privacy notice</a>: 30 days at most.</body>',
};

const comments: readonly (readonly [title: string, role: Role, html: string])[] = [
  ['The export breaks off after 10,000 rows', 'tester', '<body>It is the same with <code>ODS</code>.</body>'],
  ['The export breaks off after 10,000 rows', 'backend', '<body>A time limit of the proxy. I raise it.</body>'],
  ['Search as you type', 'designer', '<body>Please show <strong>something</strong> while it waits.</body>'],
  ['Two-factor sign-in', 'tester', '<body>Tried with three apps, all fine.</body>'],
];

const attachments: readonly (readonly [
  title: string,
  role: Role,
  name: string,
  content: { text?: string; url?: string },
])[] = [
  [
    'The export breaks off after 10,000 rows',
    'tester',
    'proxy.log',
    { text: '09:31:07 GET /reports/2026.csv 200\n09:32:07 closed after 60 s\n' },
  ],
  ['New icon set', 'designer', 'Drafts', { url: 'https://files.example.org/icons/drafts' }],
];

/** A board as a small team may have it at the end of November 2026. The same each time. */
export function seedTasks(store: AsanaStore, changes: TaskChanges, { project, ...places }: Places): void {
  const tags = new Map<string, string>();
  const tagOf = (name: string): string => {
    const gid = tags.get(name) ?? store.nextGid();
    tags.set(name, gid);
    store.tags.set(gid, { gid, name, workspace: places.workspace });
    return gid;
  };
  const byTitle = new Map<string, Task>();
  for (const [index, [section, name, role, priority, labels, due]] of rows.entries()) {
    const task = changes.create(
      {
        name,
        html_notes: notes[name] ?? '<body></body>',
        memberships: [{ project, section: places.sections[section] }],
        completed: section === 'done',
        assignee: role === '' ? null : places.users[role],
        tags: labels.split(', ').map(tagOf),
        ...(due === '' ? {} : { due_on: `2026-${due}` }),
        custom_fields: {
          ...(priority === '' ? {} : { [places.fields.priority]: places.priorities[priority] }),
          ...(section === 'backlog' ? {} : { [places.fields.points]: 1 + ((index * 3) % 8) }),
        },
      },
      places.users.admin,
    );
    byTitle.set(name, task);
  }
  for (const [title, names] of Object.entries(steps)) {
    const parent = byTitle.get(title);
    for (const name of parent === undefined ? [] : names) {
      changes.create({ name, parent: parent?.gid }, places.users.admin);
    }
  }
  for (const [title, role, html] of comments) {
    const task = byTitle.get(title);
    if (task !== undefined) store.tell(task, 'comment_added', html, places.users[role]);
  }
  for (const [title, role, name, { text, url = null }] of attachments) {
    const task = byTitle.get(title);
    if (task === undefined) continue;
    const gid = store.nextGid();
    const bytes = text === undefined ? null : Buffer.from(text);
    store.attachments.set(gid, { gid, task: task.gid, name, createdAt: store.stamp(), bytes, url });
    store.tell(task, 'attachment_added', `<body>attached ${assetUrl(gid)}</body>`, places.users[role]);
  }
}
