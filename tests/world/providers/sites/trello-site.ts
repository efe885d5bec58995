import type { Card } from '../../../../src-main/demo/trello/records.ts';
import { startTrelloService } from '../../../../src-main/demo/trello/trello-service.ts';
import { existing, type Site, type SiteOptions, type SiteRecord } from './site.ts';

export async function openTrello({ front, now }: SiteOptions): Promise<Site> {
  const service = await startTrelloService({ front, clock: { now } });
  const { store, board, me } = service;
  const [person = me] = [...store.members.values()].filter(({ id }) => id !== me.id);
  const lists = [...store.lists.values()];
  const list = (name: string) => existing(lists.find((one) => one.name === name));
  const elsewhere = store.addList(store.addBoard('Another team', { [me.id]: 'admin', [person.id]: 'normal' }), 'Inbox');
  const card = (id: string): Card => existing(store.cards.get(id));
  const show = (one: Card): SiteRecord => ({
    ...{ id: one.id, title: one.name, body: one.desc, due: one.due?.slice(0, 10) ?? null },
    labels: one.idLabels.map((id) => store.labels.get(id)?.name ?? ''),
    isClosed: one.dueComplete || one.closed || one.idList === list('Done').id,
    comments: store.actions
      .filter(({ type, idCard }) => type === 'commentCard' && idCard === one.id)
      .map(({ text }) => text ?? ''),
  });
  return {
    ...{ name: 'trello', url: service.url, username: null, secret: service.token, options: { key: service.key } },
    ...{ container: board.id, mapping: {}, holds: ['title', 'body', 'due', 'labels'] },
    records: () => [...store.cards.values()].filter(({ idBoard }) => idBoard === board.id).map(show),
    add: (title) => show(store.addCard(person.id, list('To Do'), { name: title })),
    edit: (id, { title, line, due, label }) => {
      const one = card(id);
      if (title !== undefined) store.changeCard(person.id, one, { name: title });
      if (line !== undefined) store.changeCard(person.id, one, { desc: one.desc ? `${line}\n\n${one.desc}` : line });
      if (due !== undefined) store.changeCard(person.id, one, { due: `${due}T12:00:00.000Z` });
      if (label === undefined) return;
      const { id: made } = store.addLabel(board, label, 'green');
      store.changeCard(person.id, one, { idLabels: [...one.idLabels, made] });
    },
    close: (id) => store.moveCard(person.id, card(id), list('Done')),
    reopen: (id) => {
      store.changeCard(person.id, card(id), { closed: false, dueComplete: false });
      store.moveCard(person.id, card(id), list('To Do'));
    },
    move: (id) => store.moveCard(person.id, card(id), elsewhere),
    delete: (id) => store.deleteCard(person.id, card(id)),
    comment: (id, text) => void store.addComment(person.id, card(id), text),
    onExchange: (listener) => void service.http.onExchange(listener),
  };
}
