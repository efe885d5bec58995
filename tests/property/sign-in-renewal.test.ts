import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Account, createAccount } from '../../src-main/core/sign-in/account.ts';
import { parseGrant, printGrant } from '../../src-main/core/sign-in/grant.ts';
import { TaskSyncError, toTaskSyncError } from '../../src-shared/errors.ts';
import type { Http, Secrets } from '../../src-shared/ports/ports.ts';
import { Secret } from '../../src-shared/secret.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createTokenBook, type TokenBook } from '../fakes/oauth-server/token-book.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 500);
const seed = Number(process.env['FC_SEED'] ?? 20_261_127);

/**
 * Programs come and go, tokens end, answers are lost, and programs die while they store a token. Whatever the order: two of us never use a refresh token twice
 * unless an answer was lost, and a refusal for good is asked about no more.
 */
type Step =
  | { readonly kind: 'use'; readonly by: 0 | 1; readonly times: number }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'lose-answer' | 'service-away' | 'die-before' | 'die-after' | 'restart' | 'revoke' | 'sign-in' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('use' as const),
        by: fc.constantFrom(0, 1),
        times: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 10, 59, 61, 600) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('lose-answer', 'service-away', 'die-before', 'die-after', 'restart', 'revoke', 'sign-in'),
      }),
    },
  ),
  { maxLength: 25 },
) as fc.Arbitrary<readonly Step[]>;

interface World {
  readonly clock: FakeClock;
  readonly book: TokenBook;
  programs: readonly [Account, Account];
  next: 'well' | 'lose-answer' | 'service-away';
  death: 'none' | 'die-before' | 'die-after';
  /** An answer with a token was lost, on the way or by a program that died with it. */
  isLost: boolean;
  asked: number;
  /** At the last sign-in. */
  reusesBefore: number;
  stored: string;
  restart(): void;
  signIn(): void;
}

function createWorld(graceMs: number): World {
  const clock = createFakeClock({ auto: true });
  const book = createTokenBook(() => clock.now(), { accessLifeMs: 3_600_000, refresh: 'rotate', graceMs });
  const logger = createRecordingLogger();
  const http: Http = {
    send: async ({ body }) => {
      world.asked++;
      const { next } = world;
      world.next = 'well';
      await null;
      if (next === 'service-away') throw new TaskSyncError('unavailable', 'Away.', { applied: 'no' });
      const answer = book.renew(new URLSearchParams(String(body)).get('refresh_token') ?? '');
      if (next === 'lose-answer') {
        world.isLost ||= answer !== null;
        throw new TaskSyncError('unavailable', 'The connection broke.', { applied: 'unknown' });
      }
      const text = JSON.stringify(answer ?? { error: 'invalid_grant' });
      const headers = { 'content-type': 'application/json' };
      return { status: answer === null ? 400 : 200, headers, body: new TextEncoder().encode(text) };
    },
  };
  let queue: Promise<unknown> = Promise.resolve();
  const secrets: Secrets = {
    state: async () => 'open',
    unlock: async () => {},
    get: async () => world.stored,
    set: async (_, value) => {
      const { death } = world;
      world.death = 'none';
      if (death !== 'die-before') world.stored = value;
      else world.isLost = true;
      if (death === 'none') return;
      // Whatever it would still do, it does no more: a new program takes its place.
      world.restart();
      await new Promise<never>(() => {});
    },
    remove: async () => {},
    exclusively: (work) => {
      const result = queue.then(work);
      queue = result.catch(() => undefined);
      return result;
    },
  };
  const program = (): Account => createAccount({ clock, http, secrets, logger }, { id: 'c', name: 'desk' });
  const world: World = {
    ...{
      clock,
      book,
      next: 'well',
      death: 'none',
      isLost: false,
      reusesBefore: 0,
      asked: 0,
      stored: '',
      programs: [program(), program()],
    },
    restart: () => {
      queue = Promise.resolve();
      world.programs = [program(), program()];
    },
    signIn: () => {
      const { access_token, refresh_token = '' } = book.issue();
      const now = clock.now();
      world.stored = printGrant({
        ...{
          taskSyncGrant: 1,
          kind: 'code',
          tokenUrl: 'https://desk.example.org/token',
          clientId: 'c',
          clientSecret: null,
        },
        ...{
          accessToken: new Secret(access_token),
          refreshToken: new Secret(refresh_token),
          expiresAt: now + 3_600_000,
          obtainedAt: now,
          refused: null,
        },
      });
      world.isLost = false;
      world.reusesBefore = book.reuses;
      world.restart();
    },
  };
  world.signIn();
  return world;
}

/** One use, as the kit's client does it: with the token that is given, and once more after a 401. */
async function use(world: World, account: Account): Promise<'ok' | 'auth-expired' | 'later'> {
  try {
    const token = await account.secret();
    if (world.book.isGood(token.reveal())) return 'ok';
    if (!(await account.renew(token))) return 'auth-expired';
    return world.book.isGood((await account.secret()).reveal()) ? 'ok' : 'auth-expired';
  } catch (error) {
    const { code } = toTaskSyncError(error);
    if (code === 'bug') throw error;
    return code === 'auth-expired' ? 'auth-expired' : 'later';
  }
}

/** A program that died never answers. */
async function finished<T>(work: Promise<T>): Promise<T | 'died'> {
  const ticks = (async () => {
    for (let tick = 0; tick < 40; tick++) await new Promise((resolve) => setImmediate(resolve));
    return 'died' as const;
  })();
  return Promise.race([work, ticks]);
}

async function play(world: World, story: readonly Step[], hasGrace: boolean): Promise<void> {
  let isRevoked = false;
  for (const step of story) {
    switch (step.kind) {
      case 'use': {
        const account = world.programs[step.by];
        const { renewals } = world.book;
        const uses = Array.from({ length: step.times }, () => use(world, account));
        const other = use(world, world.programs[1 - step.by] ?? account);
        const results = await finished(Promise.all([...uses, other]));
        // However many use it at the same time, one renewal does for all.
        expect(world.book.renewals - renewals).toBeLessThanOrEqual(1);
        if (results === 'died') break;
        const grant = parseGrant(world.stored);
        // Refused for good only after the person took it back, or after an answer was lost at a service that forgives nothing.
        if (grant?.refused) expect(isRevoked || (world.isLost && !hasGrace)).toBe(true);
        if (!isRevoked && !world.isLost) expect(results).not.toContain('auth-expired');
        if (results.includes('auth-expired')) {
          const { asked } = world;
          expect(await use(world, world.programs[0])).toBe('auth-expired');
          expect(world.asked).toBe(asked);
        }
        break;
      }
      case 'pass':
        await world.clock.advance(step.minutes * 60_000);
        break;
      case 'lose-answer':
      case 'service-away':
        world.next = step.kind;
        break;
      case 'die-before':
      case 'die-after':
        world.death = step.kind;
        break;
      case 'restart':
        world.restart();
        break;
      case 'revoke':
        world.book.revokeAll();
        isRevoked = true;
        break;
      case 'sign-in':
        world.signIn();
        isRevoked = false;
        break;
    }
    // Nobody of us ever sends a refresh token that one of us has used, unless the answer never got here.
    if (!world.isLost) expect(world.book.reuses).toBe(world.reusesBefore);
  }
}

it.each([
  ['a strict service', 0, false],
  ['a service that gives a lost answer again', 365 * 86_400_000, true],
])(
  'renewals at %s',
  async (_, graceMs, hasGrace) => {
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        await play(createWorld(graceMs), story, hasGrace);
      }),
      { numRuns, seed, endOnFailure: false },
    );
  },
  Math.max(60_000, numRuns * 50),
);
