import { describe, expect, it } from 'vitest';

import { regressions } from './regression.ts';
import { playAny } from './sessions.ts';

describe('stories that broke an invariant once', () => {
  it.each(regressions())('$name ($invariant)', async ({ story }) => {
    expect((await playAny(story)).failure).toBeNull();
  });
});
