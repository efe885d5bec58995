import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, type Page } from '@playwright/test';
import { type CaldavServer, createCaldavServer } from '../fakes/caldav-server.ts';
import { openElectron, whyNoElectron } from './hosts/electron.ts';
import { openElectronDouble } from './hosts/electron-double.ts';
import { type OpenApp, type OpenOptions, root } from './hosts/open-app.ts';
import { openWeb } from './hosts/web.ts';

export interface AppOptions {
  readonly host: 'web' | 'electron-double' | 'electron';
  /** True: errors in the page's console are what the test is about. */
  readonly mayComplain: boolean;
  /** How long each write takes at the servers, one after the other. */
  readonly perWriteMs: number;
}

const hosts: Readonly<Record<AppOptions['host'], (options: OpenOptions) => Promise<OpenApp>>> = {
  web: openWeb,
  'electron-double': openElectronDouble,
  electron: openElectron,
};

interface TestFixtures {
  /** A new program with an empty data folder of its own. */
  readonly app: OpenApp;
  /** Its page, which is open. */
  readonly page: Page;
  /** Two services that keep tasks. */
  readonly servers: readonly [CaldavServer, CaldavServer];
}

interface WorkerFixtures {
  readonly chromium: () => Promise<Browser>;
}

export const test = base.extend<TestFixtures & AppOptions, WorkerFixtures>({
  host: ['web', { option: true }],
  mayComplain: [false, { option: true }],
  perWriteMs: [0, { option: true }],

  chromium: [
    async ({ playwright, launchOptions }, use) => {
      let browser: Promise<Browser> | null = null;
      await use(() => {
        browser ??= playwright.chromium.launch(launchOptions);
        return browser;
      });
      if (browser !== null) await (await (browser as Promise<Browser>)).close();
    },
    { scope: 'worker' },
  ],

  app: async ({ host, mayComplain, chromium, viewport }, use, testInfo) => {
    const reason = host === 'electron' ? whyNoElectron() : null;
    if (process.env['TASKSYNC_REQUIRE_ELECTRON'] === undefined) testInfo.skip(reason !== null, reason ?? '');
    else if (reason !== null) throw new Error(`The real Electron is required, but ${reason}.`);
    if (!existsSync(join(root, 'out/main/index.js'))) throw new Error('There are no bundles: npm run build');

    const folder = await mkdtemp(join(tmpdir(), 'task-sync-e2e-'));
    const complaints: string[] = [];
    const app = await hosts[host]({
      env: await environment(folder),
      browser: chromium,
      watch: (page) => listenForComplaints(page, complaints),
      viewport: viewport ?? { width: 1280, height: 800 },
    });
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('page', { body: await app.page.screenshot(), contentType: 'image/png' });
    }
    await app.close();
    await rm(folder, { recursive: true, force: true });
    if (!mayComplain && complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
  },

  page: ({ app }, use) => use(app.page),

  servers: async ({ perWriteMs }, use) => {
    const options = perWriteMs === 0 ? {} : { perWriteMs };
    const servers = [await createCaldavServer(options), await createCaldavServer(options)] as const;
    await use(servers);
    await Promise.all(servers.map((server) => server.close()));
  },
});

export { expect } from '@playwright/test';

/** Secrets are opened by a key file, so that neither a keychain nor a passphrase is needed. */
async function environment(folder: string): Promise<Record<string, string>> {
  const keyFile = join(folder, 'vault.key');
  await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
  const inherited = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && name !== 'NODE_OPTIONS',
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    TASKSYNC_DATA_DIR: join(folder, 'data'),
    TASKSYNC_KEY_FILE: keyFile,
    TZ: 'Europe/Berlin',
  };
}

/** Errors of the page and whatever its content security policy refused: a healthy page has none. */
function listenForComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}
