import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLogger, type FileLoggerOptions } from '../../../../src-main/hosts/node/file-logger.ts';
import { openLog } from '../../../../src-main/hosts/node/open-log.ts';
import { createFakeClock, type FakeClock } from '../../../fakes/fake-clock.ts';

let dataDir: string;
let clock: FakeClock;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'task-sync-log-'));
  clock = createFakeClock({ start: Date.now() });
});
afterEach(() => rm(dataDir, { recursive: true }));

const open = (options: Partial<FileLoggerOptions> = {}) =>
  createFileLogger({ dataDir, clock, level: 'info', isFixed: false, ...options });
const folder = () => join(dataDir, 'logs');
const text = () => readFile(join(folder(), 'task-sync.log'), 'utf8');

describe('the log file', () => {
  it('has one JSON object a line, of the level or graver, for its owner only', async () => {
    const { logger, file } = open();
    logger.debug('quiet');
    logger.info('run.began', { run: 'r1', trigger: 'you' });
    file.setLevel('debug');
    logger.debug('http.request', { run: 'r1', request: 7, status: 200 });
    const time = new Date(clock.now()).toISOString();
    expect(
      (await text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { level: 'info', time, run: 'r1', trigger: 'you', event: 'run.began' },
      { level: 'debug', time, run: 'r1', request: 7, status: 200, event: 'http.request' },
    ]);
    if (process.platform === 'win32') return;
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder(), 'task-sync.log'))).mode & 0o777).toBe(0o600);
  });

  it('makes nothing before the first line', async () => {
    open();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('writes no fact that is not in the list, and no live secret in any that is (SEC-23)', async () => {
    const { logger, file } = open();
    file.hide('s3cret-Zx81');
    file.hide(JSON.stringify({ accessToken: 'grant-access-1', refreshToken: 'grant-refresh-2', clientId: 'app' }));
    logger.warn('event', { title: 'Buy a ring', body: 'for Ann', token: 'unknown', code: 'bug' });
    logger.warn('event', {
      path: '/a/s3cret-Zx81',
      host: encodeURIComponent('s3cret-Zx81'),
      why: 'grant-refresh-2 grant-access-1',
    });
    const said = await text();
    for (const never of ['Buy a ring', 'Ann', 'unknown', 's3cret', 'grant-']) expect(said).not.toContain(never);
    expect(said).toContain('"code":"bug"');
    expect(said).toContain('/a/[hidden]');
  });

  it('lets no fact forge a line', async () => {
    open().logger.info('event', { why: 'x\n{"level":"error"}' });
    expect((await text()).trimEnd().split('\n')).toHaveLength(1);
  });

  it('is closed when it is full, and only the last files are kept', async () => {
    const { logger, file } = open({ mostBytes: 400, mostFiles: 3 });
    for (let run = 0; run < 40; run++) {
      await clock.advance(1);
      logger.info('run.began', { run: `r${run}` });
    }
    const files = await readdir(folder());
    expect(files).toHaveLength(3);
    for (const name of files) expect((await stat(join(folder(), name))).size).toBeLessThanOrEqual(400);
    expect((await file.size()).bytes).toBeLessThanOrEqual(1200);
    expect((await file.lines({ level: 'debug', limit: 3 })).map(({ facts }) => facts['run'])).toEqual([
      'r37',
      'r38',
      'r39',
    ]);
  });

  it('is closed when its day is over', async () => {
    const { logger } = open();
    logger.info('today');
    await clock.advance(24 * 3_600_000);
    logger.info('tomorrow');
    expect(await readdir(folder())).toHaveLength(2);
    expect(await text()).not.toContain('today');
  });

  it('finds a run again across files, graver lines only if asked, and passes over half a line', async () => {
    const { logger, file } = open({ mostBytes: 300, mostFiles: 9 });
    for (let n = 0; n < 6; n++) {
      await clock.advance(1);
      logger.info('http.request', { run: n % 2 === 0 ? 'even' : 'odd', request: n });
    }
    logger.error('run.broke-off', { run: 'even', code: 'bug' });
    await writeFile(join(folder(), 'task-sync.log'), '{"level":"info","ev', { flag: 'a' });
    const even = await file.lines({ level: 'debug', run: 'even', limit: 100 });
    expect(even.map(({ event, facts }) => facts['request'] ?? event)).toEqual([0, 2, 4, 'run.broke-off']);
    expect(await file.lines({ level: 'warn', limit: 100 })).toHaveLength(1);
  });

  it('never stops what it tells of: a disk that refuses loses lines, and the next one is whole (SEC-61)', async () => {
    const { logger, file } = open();
    // What cannot be made a folder refuses as a full disk does, on every system.
    await writeFile(folder(), 'in the way');
    expect(() => logger.error('lost')).not.toThrow();
    expect(await file.lines({ level: 'debug', limit: 9 })).toEqual([]);
    await rm(folder());
    logger.error('kept');
    expect((await file.lines({ level: 'debug', limit: 9 })).map(({ event }) => event)).toEqual(['kept']);
  });

  it.skipIf(process.platform === 'win32')('closes a folder that was open to others', async () => {
    await mkdir(folder(), { mode: 0o755 });
    await chmod(folder(), 0o755);
    open().logger.info('event');
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
  });
});

describe('what hosts log to', () => {
  const console = { level: 'warn', write: (line: string) => void told.push(line) } as const;
  let told: string[] = [];
  beforeEach(() => {
    told = [];
  });

  it('tells the terminal and the file, each what its level wants', async () => {
    const { logger } = openLog({ dataDir, env: {}, console });
    logger.info('run.began', { run: 'r1' });
    logger.warn('updates-not-reached', { code: 'unavailable' });
    expect(told).toHaveLength(1);
    expect((await text()).trimEnd().split('\n')).toHaveLength(2);
  });

  it('takes the level from the environment, against which no setting counts', () => {
    const { file } = openLog({ dataDir, env: { TASKSYNC_LOG_LEVEL: 'debug' }, console });
    file.setLevel('error');
    expect([file.level(), file.isFixed]).toEqual(['debug', true]);
  });

  it('refuses a level that there is not', () => {
    expect(() => openLog({ dataDir, env: { TASKSYNC_LOG_LEVEL: 'loud' }, console })).toThrow(/TASKSYNC_LOG_LEVEL/);
  });
});
