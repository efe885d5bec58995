import { test as base } from '@playwright/test';
import { openStage, type Stage } from '../gallery/stage.ts';

export { expect } from '@playwright/test';

/** The gallery, opened once by each worker. */
export const test = base.extend<object, { readonly stage: Stage }>({
  stage: [
    async ({}, use) => {
      const stage = await openStage();
      await use(stage);
      await stage.close();
    },
    { scope: 'worker' },
  ],
});

test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' }, locale: 'en-GB' });
