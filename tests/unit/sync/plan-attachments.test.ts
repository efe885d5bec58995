import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment, AttachmentLink } from '../../../src-shared/domain/attachment.ts';
import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import type {
  AttachmentItem,
  AttachmentPlace,
  AttachmentPlan,
  AttachmentRules,
} from '../../../src-shared/sync/attachment-rules.ts';
import { planTaskAttachments } from '../../../src-shared/sync/plan-attachments.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString();
const mb = 1_000_000;
const rules: AttachmentRules = { mode: 'copy', maxBytes: 25 * mb, deletions: 'close' };

function place(endpoint: EndpointId, own: Partial<AttachmentPlace> = {}): AttachmentPlace {
  const can = { canCopy: true, canLink: false, canDelete: true };
  return { endpoint, name: endpoint.toLowerCase(), service: endpoint, direction: 'both', can, ...own };
}
const places = [place('A'), place('B')];
const onlyLinks = place('B', { can: { canCopy: false, canLink: true, canDelete: true } });
const neither = place('B', { can: { canCopy: false, canLink: false, canDelete: true } });

/** What Ana added at A, as it is kept here. */
function attachment(own: Partial<Attachment> = {}): Attachment {
  return {
    id: 'A1',
    task: 't',
    origin: 'A',
    originName: 'A',
    kind: 'file',
    name: 'plan.pdf',
    mediaType: 'application/pdf',
    size: 5,
    sha256: null,
    url: 'https://a.example/1',
    author: 'Ana',
    createdAt: at(1),
    deletedAt: null,
    ...own,
  };
}

type Seen = Partial<AttachmentLink['observation']>;

function link(endpoint: EndpointId, seen: Seen = {}, own: Partial<AttachmentLink> = {}): AttachmentLink {
  return {
    id: `${endpoint}1`,
    attachment: null,
    endpoint,
    record: `record ${endpoint}`,
    remoteId: '1',
    state: 'linked',
    writtenAt: null,
    ...own,
    observation: {
      kind: 'file',
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      size: 5,
      sha256: null,
      url: `https://${endpoint.toLowerCase()}.example/1`,
      author: 'Ana',
      isOwn: false,
      createdAt: at(1),
      seenAt: at(9),
      ...seen,
    },
  };
}
const original = (own: Partial<AttachmentLink> = {}): AttachmentLink =>
  link('A', { sha256: 'aa' }, { attachment: 'A1', ...own });
const copy = (own: Partial<AttachmentLink> = {}, seen: Seen = {}): AttachmentLink =>
  link('B', { sha256: 'aa', isOwn: true, ...seen }, { attachment: 'A1', writtenAt: at(3), ...own });

function plan(
  item: Partial<AttachmentItem>,
  where: readonly AttachmentPlace[] = places,
  wanted: Partial<AttachmentRules> = {},
): AttachmentPlan {
  const records = new Map(where.map(({ endpoint }) => [endpoint, `record ${endpoint}`]));
  const empty = { task: 't', title: 'Plan', isInBin: false, records, attachments: [], links: [], writing: [] };
  return planTaskAttachments({ ...empty, ...item }, where, { ...rules, ...wanted });
}

/** A plan in one line a step. */
function story({ changes, links, writes, refusals, isUndecided }: AttachmentPlan): readonly string[] {
  return [
    ...changes.map(({ kind, attachment: { name, origin } }) => `${kind} here ${name} of ${origin}`),
    ...links.map((one) => `${one.link.id} is ${one.state} ${one.attachment ?? 'nobody’s'}`),
    ...writes.map(({ kind, endpoint, source }) => `${kind} at ${endpoint}${source ? ` from ${source.endpoint}` : ''}`),
    ...refusals.map(({ reason, endpoint }) => `refuse ${reason} at ${endpoint}`),
    ...(isUndecided ? ['wait'] : []),
  ];
}

interface Row {
  readonly story: string;
  readonly item: Partial<AttachmentItem>;
  readonly where?: readonly AttachmentPlace[];
  readonly rules?: Partial<AttachmentRules>;
  readonly plan: readonly string[];
}

const both = { attachments: [attachment({ sha256: 'aa' })], links: [original(), copy()] };
const gone = (one: AttachmentLink): AttachmentLink => ({ ...one, state: 'deleted' });

const rows: readonly Row[] = [
  {
    story: 'somebody added a file at A → taken over, and copied to B',
    item: { links: [link('A')] },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'copy at B from A'],
  },
  { story: 'both sides have it → nothing (S5)', item: both, plan: [] },
  {
    story: 'the same content at both → joined, never copied',
    item: { links: [link('A', { sha256: 'aa' }), link('B', { sha256: 'aa', name: 'other name.pdf' })] },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'B1 is linked A1'],
  },
  {
    story: 'the same size at both, and nobody has compared them → nothing until somebody did',
    item: { links: [link('A'), link('B')] },
    plan: ['wait'],
  },
  {
    story: 'the same size and different content → each is copied',
    item: { links: [link('A', { sha256: 'aa' }), link('B', { sha256: 'bb' })] },
    plan: [
      'create here plan.pdf of A',
      'create here plan.pdf of B',
      'A1 is linked A1',
      'B1 is linked B1',
      'copy at A from B',
      'copy at B from A',
    ],
  },
  {
    story: 'the same file twice at A → one copy at B',
    item: { links: [link('A', { sha256: 'aa' }), link('A', { sha256: 'aa' }, { id: 'A2', remoteId: '2' })] },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'copy at B from A'],
  },
  {
    story: 'our copy arrived, its answer was lost → its write looks first, finds it and knows it for ours',
    item: {
      attachments: [attachment()],
      links: [link('A', { sha256: 'aa' }, { attachment: 'A1' }), link('B', { sha256: 'aa', isOwn: true })],
      writing: [{ attachment: 'A1', endpoint: 'B' }],
    },
    plan: [],
  },
  {
    story: 'our copy is under way, and B’s own people put the file there → joined by its content',
    item: {
      attachments: [attachment()],
      links: [link('A', { sha256: 'aa' }, { attachment: 'A1' }), link('B', { sha256: 'aa' })],
      writing: [{ attachment: 'A1', endpoint: 'B' }],
    },
    plan: ['update here plan.pdf of A', 'B1 is linked A1'],
  },
  {
    story: 'its copy at B was taken back by an undo → our copy is deleted, and not made again',
    item: { ...both, attachments: [attachment({ sha256: 'aa', withdrawn: ['B'] })] },
    plan: ['delete at B'],
  },
  {
    story: 'its copy at B was taken back by an undo and is gone → not made again, but at a third side',
    item: {
      attachments: [attachment({ sha256: 'aa', withdrawn: ['B'] })],
      links: [original(), { ...copy(), state: 'gone' }],
    },
    where: [...places, place('C')],
    plan: ['copy at C from A'],
  },
  {
    story: 'a copy is under way and its outcome unknown → no second one (S4)',
    item: {
      attachments: [attachment()],
      links: [link('A', {}, { attachment: 'A1' })],
      writing: [{ attachment: 'A1', endpoint: 'B' }],
    },
    plan: [],
  },
  {
    story: 'in the bin → nothing is copied',
    item: { attachments: [attachment()], links: [original()], isInBin: true },
    plan: [],
  },
  {
    story: 'B is only read → nothing is written there',
    item: { links: [link('A')] },
    where: [place('A'), place('B', { direction: 'pull' })],
    plan: ['create here plan.pdf of A', 'A1 is linked A1'],
  },
  {
    story: 'A is a mirror → what others add there is not taken over',
    item: { links: [link('A')] },
    where: [place('A', { direction: 'push' }), place('B')],
    plan: [],
  },
  {
    story: 'B has no record yet → planned, and written when it is there',
    item: {
      links: [link('A')],
      records: new Map([
        ['A', 'record A'],
        ['B', null],
      ]),
    },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'copy at B from A'],
  },
  {
    story: 'larger than the limit, and B has no place for links → said',
    item: { links: [link('A', { size: 26 * mb })] },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'refuse too-large at B'],
  },
  {
    story: 'larger than what B takes → said',
    item: { links: [link('A', { size: 6 * mb })] },
    where: [place('A'), place('B', { can: { canCopy: true, canLink: false, canDelete: true, maxBytes: 5 * mb } })],
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'refuse too-large at B'],
  },
  {
    story: 'larger than the limit, and B has a place for links → linked',
    item: { links: [link('A', { size: 26 * mb })] },
    where: [place('A'), place('B', { can: { canCopy: true, canLink: true, canDelete: true } })],
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'link at B from A'],
  },
  {
    story: 'too large to be compared, the same name and size at both → taken for the same',
    item: { links: [link('A', { size: 26 * mb }), link('B', { size: 26 * mb })] },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'B1 is linked A1'],
  },
  {
    story: 'the profile wants links → linked',
    item: { links: [link('A')] },
    where: [place('A'), onlyLinks],
    rules: { mode: 'link' },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'link at B from A'],
  },
  {
    story: 'the profile wants links, and B has no place for them → said',
    item: { links: [link('A')] },
    where: [place('A'), neither],
    rules: { mode: 'link' },
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'refuse no-place at B'],
  },
  {
    story: 'B takes no files, but links → linked',
    item: { links: [link('A')] },
    where: [place('A'), onlyLinks],
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'link at B from A'],
  },
  {
    story: 'our link to the file, seen again without knowing → joined, never mirrored back',
    item: {
      links: [link('A'), link('B', { kind: 'link', url: 'https://a.example/1', size: null, createdAt: at(0) })],
    },
    where: [place('A'), onlyLinks],
    plan: ['create here plan.pdf of A', 'A1 is linked A1', 'B1 is linked A1'],
  },
  {
    story: 'an address at B, and A takes files only → it stays where it is, and that is no problem',
    item: { links: [link('B', { kind: 'link', size: null })] },
    plan: ['create here plan.pdf of B', 'B1 is linked B1'],
  },
  {
    story: 'deleted where it was added, deletions are not carried on → the copy stays, and nothing comes back',
    item: { ...both, links: [gone(original()), copy()] },
    plan: ['A1 is gone A1'],
  },
  {
    story: 'deleted where it was added, deletions are carried on → our copy is deleted',
    item: { ...both, links: [gone(original()), copy()] },
    rules: { deletions: 'propagate' },
    plan: ['delete here plan.pdf of A', 'A1 is gone A1', 'delete at B'],
  },
  {
    story: 'deleted where it was added, B’s own people had added it there too → theirs stays (S16)',
    item: { ...both, links: [gone(original()), copy({ writtenAt: null }, { isOwn: false })] },
    rules: { deletions: 'propagate' },
    plan: ['delete here plan.pdf of A', 'A1 is gone A1'],
  },
  {
    story: 'our copy was deleted at B → it stays away, and the original stays, whatever the policy',
    item: { ...both, links: [original(), gone(copy())] },
    rules: { deletions: 'propagate' },
    plan: ['B1 is gone A1'],
  },
  {
    story: 'deleted where it was added and put there anew under another name → the same one, and its copy stays',
    item: { ...both, links: [gone(original()), copy(), link('A', { sha256: 'aa', name: 'new.pdf' }, { id: 'A2' })] },
    rules: { deletions: 'propagate' },
    plan: ['A1 is gone nobody’s', 'A2 is linked A1'],
  },
  {
    story: 'our copy was deleted at B, and B’s own people put the file there → theirs is the copy',
    item: { ...both, links: [original(), { ...copy(), state: 'gone' }, link('B', { sha256: 'aa' }, { id: 'B2' })] },
    plan: ['B1 is gone nobody’s', 'B2 is linked A1'],
  },
  {
    story: 'deleted with its copies, and its content is known to be back → copied again where our copy went with it',
    item: {
      attachments: [attachment({ sha256: 'aa', deletedAt: at(5) })],
      links: [
        { ...original(), state: 'gone' },
        { ...copy(), state: 'gone' },
        link('A', { sha256: 'aa' }, { id: 'A2' }),
      ],
    },
    rules: { deletions: 'propagate' },
    plan: [
      'create here plan.pdf of A',
      'A1 is gone nobody’s',
      'B1 is gone nobody’s',
      'A2 is linked A1',
      'copy at B from A',
    ],
  },
  {
    story: 'its original is gone, and there is a third side → copied from the copy',
    item: { ...both, links: [{ ...original(), state: 'gone' }, copy()] },
    where: [...places, place('C')],
    plan: ['copy at C from B'],
  },
];

describe('the decision table of attachments (S16)', () => {
  it.each(rows)('$story', (row) => {
    expect(story(plan(row.item, row.where, row.rules))).toEqual(row.plan);
  });
});

/** Whatever is where: a file is written at most once to a place, and never where its content stands already (S4, S16). */
it('never writes a content twice to one place, in whatever order things were seen (S24)', () => {
  const seen = fc.record({ endpoint: fc.constantFrom('A', 'B', 'C'), content: fc.integer({ min: 1, max: 4 }) });
  const where = [...places, place('C')];
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 8 }), fc.func(fc.integer()), (files, shuffle) => {
      const links = files.map(({ endpoint, content }, index) =>
        link(endpoint, { sha256: `${content}`, size: content % 2, createdAt: at(index) }, { id: `l${index}` }),
      );
      const made = plan({ links }, where);
      const shuffled = [...links].sort((a, b) => shuffle(a.id) - shuffle(b.id));
      expect(plan({ links: shuffled }, where).writes).toEqual(made.writes);
      for (const { endpoint } of where) {
        const there = new Set(links.filter((one) => one.endpoint === endpoint).map((one) => one.observation.sha256));
        const written = made.writes.filter((one) => one.endpoint === endpoint).map((one) => one.attachment.sha256);
        expect(new Set(written).size).toBe(written.length);
        expect(written.filter((hash) => there.has(hash))).toEqual([]);
        expect(new Set([...written, ...there])).toEqual(new Set(links.map((one) => one.observation.sha256)));
      }
    }),
  );
});
