import type { JiraIssue } from './model.ts';
import { priorities, rows, types } from './seed-rows.ts';
import type { JiraStore } from './store.ts';

/**
 * A web team's board: the same every time, apart from the days, which are counted back from now.
 * @param count more issues than there are come from the same rows again, with a number
 */
export function seedProject(store: JiraStore, now: number, count = rows.length): void {
  const project = store.addProject('WEB', 'Web shop');
  const { users, deployment } = store.site;
  const isCloud = deployment === 'cloud';
  const person = (name: string): string => users.find(({ displayName }) => displayName === name)?.id ?? '';
  const day = (offset: number): string => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  const text = (words: string, steps: readonly string[] = []): unknown =>
    isCloud
      ? documentOf(words, steps)
      : [words, steps.map((step) => `# ${step}`).join('\n')].filter(Boolean).join('\n\n');
  const ids = new Map<string, JiraIssue>();

  for (let index = 0; index < count; index++) {
    const row = rows[index % rows.length];
    if (row === undefined) break;
    const [name, type, status, priority, who, labels, more = {}] = row;
    const title = index < rows.length ? name : `${name} (${Math.floor(index / rows.length) + 1})`;
    const at = now - 86_400_000 - (count - index) * Math.floor((rows.length * 25_200_000) / count);
    const version = project.versions.find(({ name }) => name === more.version);
    const parent = more.epic === undefined ? undefined : ids.get(more.epic);
    const hasParent = isCloud || type === 'subtask';
    const isDone = status === 'Done' || status === "Won't Do";
    const minutes = (more.hours ?? 0) * 3_600;
    const issue = store.add({
      ...{ project: project.id, type: types[type], creator: person(index % 3 === 0 ? 'Team Lead' : 'Tester'), at },
      status: store.site.statuses.find(({ name }) => name === status)?.id ?? '10000',
      fields: {
        ...{ summary: title, priority: priorities[priority], assignee: who === '' ? null : person(who), labels },
        description: text(more.text ?? `${title}.`, more.steps),
        ...{ duedate: more.due === undefined ? null : day(more.due), resolution: isDone ? '10000' : null },
        ...{ fixVersions: version ? [version.id] : [], components: more.part === undefined ? [] : [part(more.part)] },
        ...{ timeoriginalestimate: minutes || null, timeestimate: minutes || null },
        ...(parent && hasParent && { parent: parent.id }),
        ...(parent && !isCloud && type !== 'subtask' && { customfield_10014: parent.key }),
        ...(type !== 'epic' && !isDone && { customfield_10016: (index % 5) + 1 }),
        ...(status === 'In Progress' && { customfield_10020: [String(project.sprints[1]?.id)] }),
      },
    });
    ids.set(title, issue);
    for (const [by, said] of more.comments ?? []) {
      store.comment(issue, { author: person(by), body: text(said), visibility: null, properties: [] }, at + 3_600_000);
    }
    if (more.file !== undefined) {
      const bytes = Buffer.from(`${title}\n`.repeat(20));
      store.attach(
        issue,
        { author: person('Tester'), filename: more.file, mimeType: 'text/plain', bytes },
        at + 3_600_000,
      );
    }
  }

  function part(name: string): string {
    return project.components.find((component) => component.name === name)?.id ?? '';
  }
}

function documentOf(words: string, steps: readonly string[]): unknown {
  const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
  const items = steps.map((step) => ({ type: 'listItem', content: [paragraph(step)] }));
  const list = items.length === 0 ? [] : [{ type: 'orderedList', attrs: { order: 1 }, content: items }];
  return { type: 'doc', version: 1, content: [...words.split('\n\n').map(paragraph), ...list] };
}
