import type { Board, BoardList, Card, CustomField, Label, Member } from './records.ts';
import { type Idea, ideas } from './seed-cards.ts';
import type { TrelloStore } from './store.ts';

export interface Seeded {
  readonly me: Member;
  readonly board: Board;
}

/** The board of a small software team. People are known by what they do. */
export function seedTrello(store: TrelloStore, content: 'team' | 'empty'): Seeded {
  const me = store.addMember('Team Lead', 'teamlead');
  const team = [
    store.addMember('Developer', 'developer'),
    store.addMember('Designer', 'designer'),
    store.addMember('Tester', 'tester'),
  ];
  const roles = { [me.id]: 'admin' as const, ...Object.fromEntries(team.map(({ id }) => [id, 'normal' as const])) };
  const board = store.addBoard('Web shop', roles);
  const lists = new Map(
    ['Backlog', 'To Do', 'In Progress', 'Review', 'Done'].map((name) => [name, store.addList(board, name)]),
  );
  const labels = new Map(
    [
      ['bug', 'red'],
      ['feature', 'green'],
      ['documentation', 'blue'],
      ['technical debt', 'orange'],
      // Without a name, as many boards have them.
      ['', 'yellow'],
    ].map(([name = '', color = '']) => [name, store.addLabel(board, name, color)]),
  );
  const fields = {
    points: store.addCustomField(board, 'Story points', 'number'),
    severity: store.addCustomField(board, 'Severity', 'list', ['Low', 'Medium', 'High']),
  };
  store.addCustomField(board, 'Customer', 'text');
  store.addCustomField(board, 'Billable', 'checkbox');
  store.addCustomField(board, 'Release', 'date');
  if (content === 'team') {
    for (const [index, idea] of ideas.entries()) addIdea({ store, me, team, lists, labels, fields }, idea, index);
  }
  return { me, board };
}

interface Parts {
  readonly store: TrelloStore;
  readonly me: Member;
  readonly team: readonly Member[];
  readonly lists: ReadonlyMap<string, BoardList>;
  readonly labels: ReadonlyMap<string, Label>;
  readonly fields: { readonly points: CustomField; readonly severity: CustomField };
}

const dayMs = 86_400_000;

function addIdea({ store, me, team, lists, labels, fields }: Parts, idea: Idea, index: number): Card | undefined {
  const list = lists.get(idea.list);
  if (list === undefined) return undefined;
  const by = team[index % team.length] ?? me;
  const isBegun = idea.list === 'In Progress' || idea.list === 'Review';
  const due =
    idea.dueIn === undefined ? null : new Date(Math.floor(store.now() / dayMs + idea.dueIn) * dayMs + 15 * 3_600_000);
  const severity = fields.severity.options[index % 3];
  const card = store.addCard(me.id, list, {
    ...{ name: idea.name, desc: idea.desc ?? '', due: due?.toISOString() ?? null, dueComplete: idea.list === 'Done' },
    idLabels: (idea.labels ?? []).flatMap((name) => labels.get(name)?.id ?? []),
    idMembers: isBegun || idea.list === 'Done' ? [by.id] : [],
    customItems: [
      ...(idea.points === undefined
        ? []
        : [{ ...item(store, fields.points), value: { number: String(idea.points) }, idValue: null }]),
      ...(idea.labels?.includes('bug') && severity
        ? [{ ...item(store, fields.severity), value: null, idValue: severity.id }]
        : []),
    ],
  });
  if (idea.steps) {
    const items = idea.steps.map((name, at) => ({
      ...{ id: store.ids.next(), name, isComplete: isBegun && at === 0, pos: (at + 1) * 16_384, idMember: null },
    }));
    card.checklists.push({ id: store.ids.next(), name: 'Steps', pos: 16_384, items });
  }
  for (const text of idea.comments ?? []) store.addComment(by.id, card, text);
  return card;
}

function item(store: TrelloStore, { id }: CustomField): { readonly id: string; readonly idCustomField: string } {
  return { id: store.ids.next(), idCustomField: id };
}
