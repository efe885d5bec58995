import { trello } from '../../src-main/connectors/trello/index.ts';
import { startTrelloService } from '../../src-main/demo/trello/trello-service.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';

async function startTrello(): Promise<ConnectorPlace> {
  let passed = 0;
  const service = await startTrelloService({ clock: { now: () => Date.now() + passed } });
  const { store, board, me } = service;
  const other = [...store.members.values()].find(({ id }) => id !== me.id)?.id ?? '';
  const cardOf = (id: string) => {
    const card = store.cards.get(id);
    if (card === undefined) throw new Error(`no card ${id}`);
    return card;
  };
  return {
    url: service.url,
    username: null,
    secret: service.token,
    options: { key: service.key },
    container: board.id,
    sample: { title: 'Water the plants', body: 'All of them.' },
    values: {
      'x.Checklists': [
        '### Steps\n- [ ] First\n- [x] Second',
        '### Steps\n- [x] First\n- [ ] Between\n- [x] Second\n\n### Größe\n- [ ] `a_b`',
        '### Größe\n- [ ] `a_b`\n- [ ] `a_b`\n\n### Empty',
      ],
    },
    // A card is always in a list.
    required: ['title', 'status'],
    edit: async (id, name) => store.changeCard(other, cardOf(id), { name }),
    attach: async (id, name, text) => {
      store.addAttachment(other, cardOf(id), { name, mimeType: 'text/plain', content: Buffer.from(text), url: null });
    },
    nextMoment: async () => {
      passed += 1;
    },
    stop: service.close,
  };
}

describeConnector('trello, simulated', { descriptor: trello, start: startTrello });
