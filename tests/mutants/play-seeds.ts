import { drawStory } from '../world/draw-story.ts';
import { play } from '../world/play.ts';

/**
 * Plays simulated sessions with the bug that TASKSYNC_MUTANT names in the program, in batches of disjoint seeds, each until
 * an invariant breaks: `node --import ./tests/mutants/register.ts tests/mutants/play-seeds.ts CAP FROM [FROM …]`. One line of
 * JSON a batch; see `Batch`.
 */
const [cap = 0, ...starts] = process.argv.slice(2).map(Number);
for (const from of starts) {
  let found: { readonly seeds: number; readonly invariant: string } | null = null;
  for (let seed = from; seed < from + cap && found === null; seed++) {
    const { failure } = await play(drawStory(seed));
    if (failure) found = { seeds: seed - from + 1, invariant: failure.invariant };
  }
  console.log(JSON.stringify({ from, cap, found }));
}
