import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MemoryFaultKind, MemoryOperation } from '../../src-main/connectors/memory/memory-faults.ts';
import type { MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import type { RemoteComment } from '../../src-shared/connector/comments.ts';
import { createWorld, type World } from '../fakes/world.ts';

/**
 * People write, edit and delete comments at both services and here, services fail in all ways, runs come at any time. Every
 * comment carries a word of its own, so that loss and duplication are decidable. In the end each is everywhere exactly once,
 * and nobody's words were touched (S4, S16, L1, L2).
 */
type Service = 'A' | 'B';
type Command =
  | { readonly do: 'write'; readonly side: Service; readonly by: 'Ana' | 'sync'; readonly isInternal: boolean }
  | { readonly do: 'here' }
  | { readonly do: 'edit' | 'remove'; readonly side: Service; readonly pick: number }
  | { readonly do: 'fault'; readonly side: Service; readonly kind: MemoryFaultKind; readonly after: number }
  | { readonly do: 'sync' };

/** The same stories in every run of the suite; `FC_RUNS=5000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 100);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

const side = fc.constantFrom<Service>('A', 'B');
const operations: readonly MemoryOperation[] = [
  'comments',
  'find-comment',
  'create-comment',
  'update-comment',
  'remove-comment',
];
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      side,
      by: fc.constantFrom('Ana' as const, 'sync' as const),
      isInternal: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('here' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'remove' as const), side, pick: fc.nat(20) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      side,
      kind: fc.constantFrom<MemoryFaultKind>(
        'refused',
        'lost-request',
        'lost-answer',
        'error-before',
        'error-after',
        'rate-limited',
      ),
      after: fc.nat(3),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
);

/** By the word that is theirs; a comment that is gone is not in it. */
type Intents = Map<string, { readonly home: Service | 'here'; readonly isInternal: boolean; readonly by: string }>;

const wordOf = (text: string): string => /w\d+/.exec(text)?.[0] ?? '';
const isMirror = ({ text }: RemoteComment): boolean => text.includes(' wrote (');

it(
  'every comment is everywhere once, whatever happens on the way',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<'A' | 'C'>('A', 'C'),
        fc.array(command, { maxLength: 25 }),
        async (identity, commands) => {
          const world = await createWorld({ services: { A: { identity }, B: { identity } } });
          world.service('A').add({ title: 'Plan' });
          await world.sync();
          const intents: Intents = new Map();
          let removals = 0;
          for (const one of commands) {
            // More than three at once are a story of their own (S10).
            if (one.do === 'remove' && ++removals > 3) continue;
            await play(world, intents, one);
            if (one.do === 'sync' && (await isQuiet(world))) removals = 0;
          }
          await settle(world, intents);
          await world.close();
        },
      ),
      { numRuns, seed, endOnFailure: false },
    );
  },
  Math.max(60_000, numRuns * 200),
);

async function isQuiet(world: World): Promise<boolean> {
  const [run] = await world.call('runs.list', { limit: 1 });
  return run?.state === 'done';
}

async function play(world: World, intents: Intents, one: Command): Promise<void> {
  world.clock.set(world.clock.now() + 1_000);
  const word = `w${intents.size}${world.clock.now() % 1_000_000}`;
  if (one.do === 'sync') {
    // Long enough for a reading to be newer than our own last write (S12).
    world.clock.set(world.clock.now() + 120_000);
    await world.sync();
  } else if (one.do === 'here') {
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: word });
    intents.set(word, { home: 'here', isInternal: false, by: 'You' });
  } else {
    const service = world.service(one.side);
    if (one.do === 'fault') service.fail({ kind: one.kind, on: operations, after: one.after });
    else if (one.do === 'write') {
      service.comment(record(service), word, { by: one.by, isInternal: one.isInternal });
      intents.set(word, { home: one.side, isInternal: one.isInternal, by: one.by });
    } else change(service, intents, one);
  }
}

/** People change and delete originals; what they do to mirrors has its rows in the decision table. */
function change(
  service: MemoryService,
  intents: Intents,
  { do: what, pick }: Extract<Command, { pick: number }>,
): void {
  const originals = service
    .comments(record(service))
    .filter((one) => !isMirror(one) && intents.get(wordOf(one.text))?.home !== 'here');
  const comment = originals[pick % Math.max(1, originals.length)];
  if (!comment) return;
  if (what === 'edit') service.editComment(comment.id, { text: `${wordOf(comment.text)} edited ${pick}` });
  else {
    service.removeComment(comment.id);
    intents.delete(wordOf(comment.text));
  }
}

function record(service: MemoryService): string {
  return service.all()[0]?.id ?? '';
}

async function settle(world: World, intents: Intents): Promise<void> {
  const [a, b] = [world.service('A'), world.service('B')];
  for (const service of [a, b]) service.heal();
  for (let run = 0; run < 3; run++) {
    world.clock.set(world.clock.now() + 3_600_000);
    await world.sync();
  }
  const written = a.commentLog.length + b.commentLog.length;
  expect(await world.sync()).toMatchObject({ pending: 0 });
  expect(a.commentLog.length + b.commentLog.length, 'a quiet run writes nothing (L2)').toBe(written);
  for (const [name, service] of [
    ['A', a],
    ['B', b],
  ] as const) {
    const there = service.comments(record(service));
    const wanted = [...intents]
      .filter(([, { home, isInternal }]) => home === name || !isInternal)
      .map(([word]) => word);
    expect(there.map(({ text }) => wordOf(text)).sort(), `at ${name} (S4, S16)`).toEqual(wanted.sort());
    for (const { text, author } of there) {
      const home = intents.get(wordOf(text))?.home;
      if (home !== name && home !== 'here') expect([author, isMirrorText(text, intents)]).toEqual(['sync', true]);
    }
    const touched = service.commentLog.filter(({ by, operation }) => by === 'sync' && operation !== 'create');
    for (const { text } of touched) {
      const intent = intents.get(wordOf(text));
      // What we changed or deleted was our own mirror.
      if (intent?.home === name) expect(intent.by).not.toBe('Ana');
    }
  }
  for (const [word, { isInternal }] of intents) {
    if (isInternal) continue;
    const said = [a, b].map((service) =>
      plain(service.comments(record(service)).find(({ text }) => wordOf(text) === word)),
    );
    expect(said[0], `${word} at both sides (L1)`).toBe(said[1]);
  }
}

function isMirrorText(text: string, intents: Intents): boolean {
  return text.startsWith(`${intents.get(wordOf(text))?.by} wrote (`);
}

/** Without the line that says who wrote it. */
function plain(comment: RemoteComment | undefined): string | undefined {
  return comment?.text.replace(/^.* wrote \(.*\):\n\n/, '');
}
