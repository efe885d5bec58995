import type { ConflictView } from '../../../src-shared/api/views.ts';
import type { Draft } from '../../stores/decisions-store.ts';

export type Side = ConflictView['sides'][number];

/** All that two sides disagree about in one task, with the sides in the order of the profile. */
export interface Question {
  /** That of its first conflict. */
  readonly id: string;
  readonly profile: string;
  readonly task: string;
  /** What both sides called it last, where they call it differently now. */
  readonly title: string;
  readonly kind: ConflictView['kind'];
  readonly since: string;
  readonly left: Side;
  readonly right: Side;
  /** One a field. */
  readonly conflicts: readonly Pair[];
}

/** A conflict whose sides stand where its question has them. */
export interface Pair extends Omit<ConflictView, 'sides'> {
  readonly left: Side;
  readonly right: Side;
}

/** @param places the endpoints of each profile, in their order: the first one stands on the left */
export function questionsOf(
  conflicts: readonly ConflictView[],
  places: ReadonlyMap<string, readonly string[]>,
): readonly Question[] {
  const pairs = conflicts.flatMap((conflict) => orderSides(conflict, places.get(conflict.profile) ?? []));
  const groups = Map.groupBy(pairs, ({ task, kind, left, right }) =>
    JSON.stringify([task, kind, left.side, right.side]),
  );
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { id, profile, task, kind, since } = first;
    const title = agreedTitle(own) ?? first.title;
    return [
      {
        ...{ id, profile, task, title, kind, since, conflicts: own },
        left: latest(own.map(({ left }) => left)) ?? first.left,
        right: latest(own.map(({ right }) => right)) ?? first.right,
      },
    ];
  });
}

/** Shown with the title of one side, a question about titles would look answered. */
function agreedTitle(pairs: readonly Pair[]): string | null {
  const before = pairs.find(({ field }) => field === 'title')?.before;
  return typeof before === 'string' && before !== '' ? before : null;
}

function orderSides({ sides, ...conflict }: ConflictView, places: readonly string[]): readonly Pair[] {
  const [left, right] = [...sides].sort((a, b) => places.indexOf(a.side) - places.indexOf(b.side));
  return left && right ? [{ ...conflict, left, right }] : [];
}

/** Who changed something last stands for the side. */
function latest(sides: readonly Side[]): Side | undefined {
  return [...sides].sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0];
}

/** Null: nobody knows which one is newer. */
export function newestOf({ left, right }: { readonly left: Side; readonly right: Side }): Side | null {
  if (left.at === null || right.at === null || left.at === right.at) return null;
  return left.at > right.at ? left : right;
}

/** One answer for many fields; deletions are never among them. Draws up drafts only. */
export function answerAll(
  pairs: readonly Pair[],
  answer: 'newest' | { readonly side: string },
): Readonly<Record<string, Draft>> {
  const drafts = pairs
    .filter(({ kind }) => kind === 'field')
    .flatMap((pair): [string, Draft][] => {
      const side =
        answer === 'newest' ? newestOf(pair) : [pair.left, pair.right].find((one) => one.side === answer.side);
      return side ? [[pair.id, { use: side.side }]] : [];
    });
  return Object.fromEntries(drafts);
}
