import { drawStory } from '../world/draw-story.ts';
import { play } from '../world/play.ts';

/**
 * Plays simulated sessions until an invariant breaks, with the bug that TASKSYNC_MUTANT names in the program:
 * `node --import ./tests/mutants/register.ts tests/mutants/play-seeds.ts FROM COUNT` prints the seed and the invariant, or nothing.
 */
const [from = 1, count = 0] = process.argv.slice(2).map(Number);
for (let seed = from; seed < from + count; seed++) {
  const { failure } = await play(drawStory(seed));
  if (!failure) continue;
  console.log(seed, failure.invariant);
  break;
}
