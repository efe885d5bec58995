import { defineConfig } from 'vitest/config';

export const shared = {
  environment: 'node' as const,
  pool: 'forks' as const,
  restoreMocks: true,
  unstubEnvs: true,
  testTimeout: 20_000,
  server: { deps: { inline: ['electron-store'] } },
};

/** `vitest.config.ts` wins over `vite.config.ts`, so the four bundles of the build stay out of the tests' way. */
export default defineConfig({
  test: {
    // Vitest would leave one processor free, which is half of a build machine with two.
    maxWorkers: '100%',
    projects: [
      { test: { ...shared, name: 'node', include: ['tests/**/*.test.ts'] } },
      // What handles dates runs once more where a day begins 13 hours earlier than in UTC.
      {
        test: {
          ...shared,
          name: 'auckland',
          include: [
            'tests/unit/sync/**/*.test.ts',
            'tests/unit/connectors/{asana,caldav,gitea,github,jira,kit,memory,redmine,trello}/**/*.test.ts',
            'tests/property/{asana-mirror,caldav-*,notices,task-at}.test.ts',
          ],
          env: { TZ: 'Pacific/Auckland' },
        },
      },
    ],
  },
});
