import { describe, expect, it } from 'vitest';
import { configurations } from './configurations.ts';
import { search } from './search.ts';

/** Distinct states for each configuration; `MODEL_STATES=2000000` looks at more. */
const limit = Number(process.env['MODEL_STATES'] ?? 31_000);

describe('every state of one task between two services', () => {
  it.each(configurations)(
    '$name: S1-S5, S8, S9, S11, S12, S19, S21, and rest from everywhere (L1, L2)',
    async (config) => {
      const started = performance.now();
      const found = await search(config, limit);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.info(
        `${config.name}: ${found.states} states${found.isComplete ? ' (all)' : ''}, ${found.transitions} transitions, ` +
          `${found.suffixes} suffixes, at most ${found.mostRuns} runs to rest, ${seconds} s`,
      );
      expect(found.counterexample ?? 'no law is broken').toBe('no law is broken');
    },
    600_000,
  );
});
