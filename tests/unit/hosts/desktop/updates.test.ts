import { createPrivateKey, sign } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareVersions } from '../../../../src-main/hosts/desktop/updates/judge-update.ts';
import { type Channel, signedBytes, type UpdateList } from '../../../../src-main/hosts/desktop/updates/update-list.ts';
import {
  createUpdates,
  type Installer,
  type UpdateMemory,
  type Updates,
  type UpdatesOptions,
} from '../../../../src-main/hosts/desktop/updates/updates.ts';
import { type Packaging, whyNoUpdates } from '../../../../src-main/hosts/desktop/updates/why-no-updates.ts';
import { createNodeHttp } from '../../../../src-main/hosts/node/node-http.ts';
import { systemClock } from '../../../../src-main/hosts/node/system-clock.ts';
import { version as offered } from '../../../../src-shared/version.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import {
  makeSigningKey,
  offeredName,
  type SigningKey,
  signRelease,
  startUpdateServer,
  type UpdateServer,
} from '../../../fakes/update-server.ts';

const http = createNodeHttp();
let ours: SigningKey;
let release: string;
let server: UpdateServer;
let installed: number;
let memory: UpdateMemory;
let publisher: 'ours' | 'somebody';

beforeAll(() => {
  ours = makeSigningKey();
  release = mkdtempSync(join(tmpdir(), 'task-sync-release-'));
  signRelease(release, ours);
});
beforeEach(async () => {
  server = await startUpdateServer();
  cpSync(release, server.folder, { recursive: true });
  installed = 0;
  memory = inMemory();
  publisher = 'ours';
  return () => server.close();
});
afterAll(() => http.close());

function inMemory(): UpdateMemory {
  let channel: Channel = 'stable';
  const seen = new Map<Channel, string>();
  return {
    channel: () => channel,
    choose: (chosen) => {
      channel = chosen;
    },
    lastIssued: (of) => seen.get(of) ?? null,
    remember: (of, issued) => void seen.set(of, issued),
  };
}

/** Fetches as electron-updater does, and takes the file only from the right publisher; its hash is left to us. */
const installer: Installer = {
  fetch: async ({ file }, onPercent) => {
    const { body } = await http.send({ method: 'GET', url: `${server.address}${file.name}`, headers: {} });
    onPercent(100);
    if (publisher !== 'ours') throw new Error('not signed by the application owner');
    const path = join(mkdtempSync(join(tmpdir(), 'task-sync-fetched-')), file.name);
    writeFileSync(path, body);
    return path;
  },
  install: () => {
    installed += 1;
  },
};

function program(options: Partial<UpdatesOptions> = {}): Updates {
  return createUpdates({
    ...{ off: null, version: '0.0.9', platform: 'linux', arch: 'x64' },
    ...{ address: server.address, downloads: 'https://example.org/', keys: [ours.publicKey] },
    ...{ http, clock: systemClock, logger: createRecordingLogger(), memory, installer, onChange: () => undefined },
    ...options,
  });
}

/** Until it is clear what becomes of it. */
async function checked(updates: Updates): Promise<ReturnType<Updates['show']>['state']> {
  await updates.check();
  await vi.waitFor(() => expect(updates.show().state.kind).not.toBe('loading'));
  return updates.show().state;
}

/** What is on the server, with a true signature for what is given. */
function resign(change: Partial<Record<keyof UpdateList, unknown>>, channel: Channel = 'stable'): void {
  const file = join(server.folder, `${channel}.json`);
  const before = JSON.parse(JSON.parse(readFileSync(join(server.folder, 'stable.json'), 'utf8')).list);
  const list = JSON.stringify({ ...before, ...change });
  const signature = sign(null, signedBytes(list), createPrivateKey(readFileSync(ours.file))).toString('base64');
  writeFileSync(file, JSON.stringify({ list, signature }));
}

describe('an update (SEC-47, SEC-48)', () => {
  it('that is true is fetched, and installed when the person says so', async () => {
    const updates = program();
    expect(await checked(updates)).toEqual({ kind: 'ready', version: offered });
    expect(installed).toBe(0);
    await updates.install();
    expect(installed).toBe(1);
    expect(server.requests).toEqual(['stable.json', offeredName]);
  });

  it('is none where the version is the same', async () => {
    expect(await checked(program({ version: offered }))).toEqual({ kind: 'current' });
  });

  it('whose list was changed after it was signed is refused, and nothing is fetched', async () => {
    const file = join(server.folder, 'stable.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`-${offered}-`, `-${offered}0-`));
    expect(await checked(program())).toEqual({ kind: 'refused', why: 'unsigned', version: null });
    expect(server.requests).toEqual(['stable.json']);
  });

  it('that is signed by somebody else, or by nobody, is refused', async () => {
    signRelease(server.folder, makeSigningKey());
    expect(await checked(program())).toEqual({ kind: 'refused', why: 'unsigned', version: null });
    const { list } = JSON.parse(readFileSync(join(server.folder, 'stable.json'), 'utf8'));
    writeFileSync(join(server.folder, 'stable.json'), JSON.stringify({ list, signature: '' }));
    expect(await checked(program())).toMatchObject({ kind: 'refused', why: 'unsigned' });
    writeFileSync(join(server.folder, 'stable.json'), list);
    expect(await checked(program())).toMatchObject({ kind: 'refused', why: 'damaged' });
  });

  it('is refused by a program that knows no key', async () => {
    expect(await checked(program({ keys: [] }))).toMatchObject({ kind: 'refused', why: 'unsigned' });
  });

  it('whose file is another than the signed one is refused', async () => {
    appendFileSync(join(server.folder, offeredName), 'and something else');
    expect(await checked(program())).toEqual({ kind: 'refused', why: 'other-file', version: offered });
    expect(installed).toBe(0);
  });

  it('whose file was changed on the disk while it waited is refused at the last moment', async () => {
    let path = '';
    const kept: Installer = {
      ...installer,
      fetch: async (update, onPercent) => {
        path = await installer.fetch(update, onPercent);
        return path;
      },
    };
    const updates = program({ installer: kept });
    expect(await checked(updates)).toMatchObject({ kind: 'ready' });
    writeFileSync(path, readFileSync(path, 'utf8').replace('program', 'Program'));
    expect((await updates.install()).state).toEqual({ kind: 'refused', why: 'other-file', version: offered });
    expect(installed).toBe(0);
  });

  it('that is older than what is installed is refused', async () => {
    expect(await checked(program({ version: '99.0.0' }))).toEqual({ kind: 'refused', why: 'older', version: offered });
    expect(server.requests).toEqual(['stable.json']);
  });

  it('of a list that was replaced by a newer one is refused, also after a restart', async () => {
    const old = readFileSync(join(server.folder, 'stable.json'));
    resign({ issued: new Date(Date.now() + 60_000).toISOString(), version: '5.0.0' });
    expect(await checked(program())).toMatchObject({ kind: 'ready', version: '5.0.0' });
    writeFileSync(join(server.folder, 'stable.json'), old);
    expect(await checked(program())).toEqual({ kind: 'refused', why: 'replayed', version: offered });
  });

  it('of a list that is out of date is refused', async () => {
    resign({ expires: new Date(Date.now() - 1000).toISOString() });
    expect(await checked(program())).toMatchObject({ kind: 'refused', why: 'expired' });
  });

  it('of another channel in the place of this one is refused', async () => {
    resign({ channel: 'beta' });
    expect(await checked(program())).toMatchObject({ kind: 'refused', why: 'other-channel' });
  });

  it.each([
    ['a file outside of the folder', { files: [{ name: '../elsewhere.exe' }] }],
    ['a file of another server', { files: [{ name: 'https://example.org/x.exe' }] }],
    ['a version that is none', { version: 'newest' }],
    ['another product', { product: 'task-sink' }],
  ])('of a list that names %s is refused', async (_, change) => {
    const valid = { platform: 'linux', arch: 'x64', size: 1, sha512: `${'A'.repeat(86)}==` };
    const files = 'files' in change ? { files: change.files?.map((file) => ({ ...valid, ...file })) } : {};
    resign({ ...change, ...files });
    expect(await checked(program())).toEqual({ kind: 'refused', why: 'damaged', version: null });
    expect(server.requests).toEqual(['stable.json']);
  });

  it('that is not there for this computer is said to be so', async () => {
    expect(await checked(program({ arch: 'arm64' }))).toEqual({ kind: 'refused', why: 'no-file', version: offered });
  });

  it('whose publisher is somebody else is refused', async () => {
    publisher = 'somebody';
    expect(await checked(program())).toEqual({ kind: 'refused', why: 'not-installable', version: offered });
    expect(installed).toBe(0);
  });

  it('is looked for again later where the server gives no answer', async () => {
    server.break();
    expect(await checked(program())).toEqual({ kind: 'unreachable' });
  });

  it('of the beta channel comes only to those who chose it', async () => {
    resign({ channel: 'beta', version: '6.0.0-beta.1' }, 'beta');
    const updates = program();
    expect(await checked(updates)).toMatchObject({ kind: 'ready', version: offered });
    await updates.choose('beta');
    await vi.waitFor(() => expect(updates.show().state).toEqual({ kind: 'ready', version: '6.0.0-beta.1' }));
  });

  it('is neither looked for nor installed where that is off', async () => {
    const updates = program({ off: 'system' });
    await expect(updates.check()).rejects.toMatchObject({ code: 'unsupported' });
    await expect(updates.install()).rejects.toMatchObject({ code: 'unsupported' });
    expect(server.requests).toEqual([]);
  });
});

describe('whether a program updates itself', () => {
  const windows: Packaging = {
    ...{ isPackaged: true, platform: 'win32', appImage: undefined, keys: ['key'] },
    appUpdateFile: 'provider: generic\npublisherName:\n  - Task Sync\n',
  };
  it.each([
    ['installed, and can verify', windows, null],
    ['started from its sources', { ...windows, isPackaged: false }, 'development'],
    ['without a key', { ...windows, keys: [] }, 'unverifiable'],
    [
      'without a publisher, on Windows',
      { ...windows, appUpdateFile: 'provider: generic\npublisherName:\n' },
      'unverifiable',
    ],
    ['with no publisher at all', { ...windows, appUpdateFile: 'provider: generic\n' }, 'unverifiable'],
    ['without electron-builder’s file', { ...windows, appUpdateFile: null }, 'unverifiable'],
    ['on macOS, where the system checks', { ...windows, platform: 'darwin', appUpdateFile: 'provider: generic' }, null],
    ['from a package of the system', { ...windows, platform: 'linux' }, 'system'],
    ['an AppImage', { ...windows, platform: 'linux', appImage: '/home/ana/task-sync.AppImage' }, null],
  ] as const)('%s', (_, packaging, why) => {
    expect(whyNoUpdates(packaging)).toBe(why);
  });
});

it('orders versions as semantic versioning does', () => {
  const sorted = [
    '0.9.0',
    '1.0.0-alpha',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.10',
    '1.0.0',
    '1.0.10',
    '1.2.0',
    '10.0.0',
  ];
  expect(sorted.toReversed().toSorted(compareVersions)).toEqual(sorted);
  expect(compareVersions('1.0.0-beta.2', '1.0.0-beta.2')).toBe(0);
});
