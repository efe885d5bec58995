import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { regressions } from './regression.ts';

describe('stories that broke an invariant once', () => {
  it.each(regressions())('$name ($invariant)', async ({ story }) => {
    expect((await play(story)).failure).toBeNull();
  });
});
