import { drawStory } from './draw-story.ts';
import { play } from './play.ts';

const [from = 1, count = 100, show] = process.argv.slice(2).map(Number);
const t = performance.now();
const kinds = new Map<string, number[]>();
for (let seed = from; seed < from + count; seed++) {
  const { failure, lines, hash } = await play(drawStory(seed));
  if (show) console.log(JSON.stringify(drawStory(seed).setting), '\n' + lines.join('\n'), '\n', hash);
  if (failure) {
    kinds.set(failure.invariant, [...(kinds.get(failure.invariant) ?? []), seed]);
    if ((kinds.get(failure.invariant)?.length ?? 0) <= 3 || show)
      console.log(seed, failure.invariant, failure.message.slice(0, 500));
  }
}
console.log(count, 'seeds', ((performance.now() - t) / count).toFixed(1), 'ms each');
for (const [k, v] of kinds) console.log(k, v.length, v.slice(0, 10).join(' '));
