import { defineConfig } from 'vitest/config';

/** `vitest.config.ts` wins over `vite.config.ts`, so the four bundles of the build stay out of the tests' way. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts'],
          environment: 'node',
          pool: 'forks',
          restoreMocks: true,
          unstubEnvs: true,
          testTimeout: 20_000,
          server: { deps: { inline: ['electron-store'] } },
        },
      },
    ],
  },
});
