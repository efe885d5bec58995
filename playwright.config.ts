import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { AppOptions } from './tests/e2e/fixtures.ts';

/** Playwright's own Chromium where the system has none. As root, Chromium's sandbox cannot work. */
const executablePath = process.env['CHROMIUM_PATH'] ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : null);
const isRoot = process.getuid?.() === 0;

/** They bring their own host. */
const webOnly = ['screens.spec.ts', 'hostile.spec.ts', 'loopback-attacks.spec.ts'];

/** They ask nothing of the host but its answers. */
const pagesOnly = [
  'builder',
  'components',
  'conflict',
  'dashboard',
  'inspector',
  'preview',
  'synced-screens',
  'tasks',
  'first-sync',
].map((name) => `${name}.spec.ts`);

/** One set of specs, three hosts. Needs the bundles: `npm run build`; `npm test` makes them first. */
export default defineConfig<AppOptions>({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Far more than any takes alone; a busy machine is not a bug.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: {
    launchOptions: {
      args: isRoot ? ['--no-sandbox'] : [],
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
  projects: [
    { name: 'web', use: { host: 'web' }, testIgnore: ['package.spec.ts', 'journeys/menu.spec.ts'] },
    // The pages are the same ones that `web` shows: what only they do is tried there, and on the real Electron.
    {
      name: 'electron-double',
      use: { host: 'electron-double' },
      testIgnore: [...webOnly, ...pagesOnly, /e2e\/journeys\/(?!menu)/],
    },
    { name: 'electron', use: { host: 'electron' }, testIgnore: [...webOnly, 'package.spec.ts', 'journeys/*'] },
  ],
});
