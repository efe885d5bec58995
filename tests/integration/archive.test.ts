import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../src-main/hosts/node/archive/open-archive.ts';
import { createWorld, type World } from '../fakes/world.ts';

let data: string;
let world: World;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'task-sync-archive-'));
  world = await createWorld({ archive: openArchive(folder()), profile: { deletions: 'propagate' } });
});
afterEach(async () => {
  await world.close();
  rmSync(data, { recursive: true, force: true });
});

const dayMs = 24 * 3_600_000;
const folder = (): string => join(data, 'archive');
const pass = (days: number): void => world.clock.set(world.clock.now() + days * dayMs);
const shown = async (query?: string) => (await world.call('archive.show', query === undefined ? {} : { query })).lines;

/** A task that was changed by a run long ago, another that was deleted here, and a run today. */
async function live(): Promise<{ readonly run: string; readonly task: string; readonly deleted: string }> {
  world.service('A').add({ title: 'Pay the rent', priority: 'p3' });
  world.service('A').add({ title: 'Gone', body: 'All of it', labels: ['x'] });
  await world.sync();
  world.service('A').edit(world.record('A', 'Pay the rent').id, { priority: 'p1' });
  const { run } = await world.sync();
  const { id: deleted } = await world.task('Gone');
  await world.call('tasks.comment', { task: deleted, text: 'Why?' });
  await world.call('tasks.delete', { task: deleted });
  await world.sync();
  for (let week = 0; week < 14; week++) {
    pass(7);
    await world.sync();
  }
  return { run, task: (await world.task('Pay the rent')).id, deleted };
}

describe('the archive', () => {
  it('holds what left the history, the runs and the bin, and is searched by task and by run', async () => {
    const { run, task, deleted } = await live();
    expect((await world.call('data.show', {})).historySince).not.toBeNull();
    expect(await world.call('tasks.show', { task })).toMatchObject({ history: [] });

    const { folder: where, files } = await world.call('archive.list', {});
    expect(where).toBe(folder());
    expect(files.map(({ name }) => name).toSorted()).toEqual(readdirSync(folder()).toSorted());
    const sum = (what: 'changes' | 'runs' | 'tasks'): number => files.reduce((all, file) => all + file[what], 0);
    expect([sum('tasks'), sum('runs') > 0, sum('changes') > 4]).toEqual([1, true, true]);

    const ofTask = await shown('pay RENT');
    expect(ofTask.every((line) => line.kind === 'change' && line.change.task === task)).toBe(true);
    expect(ofTask).toContainEqual(
      expect.objectContaining({
        profile: 'Work',
        change: expect.objectContaining({
          field: 'priority',
          before: 'medium',
          after: 'urgent',
          place: 'here',
          actor: 'A',
        }),
      }),
    );
    expect(await shown(task)).toEqual(ofTask);
    expect((await shown(run)).map(({ kind }) => kind)).toContain('run');
    expect((await shown(deleted)).find(({ kind }) => kind === 'task')).toMatchObject({
      title: 'Gone',
      fields: { body: 'All of it', labels: ['x'] },
      comments: [{ text: 'Why?' }],
    });
    const page = await world.call('archive.show', { limit: 2 });
    const next = await world.call('archive.show', { limit: 2, offset: 2 });
    expect([...page.lines, ...next.lines]).toEqual((await shown()).slice(0, 4));
    expect(page.isMore).toBe(true);
  });

  it('is files of JSON lines that any program can unpack, for their owner only, and one can be removed', async () => {
    await live();
    const [name = ''] = readdirSync(folder());
    const [head = '', ...rows] = gunzipSync(readFileSync(join(folder(), name)))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    expect(head).toMatchObject({
      format: 'task-sync history archive',
      lines: rows.length,
      profiles: [{ name: 'Work' }],
    });
    if (process.platform !== 'win32') {
      expect([statSync(folder()).mode & 0o777, statSync(join(folder(), name)).mode & 0o777]).toEqual([0o700, 0o600]);
    }
    const { files } = await world.call('archive.remove', { file: name });
    expect(files.map((file) => file.name)).not.toContain(name);
    expect(existsSync(join(folder(), name))).toBe(false);
    writeFileSync(join(data, 'task-sync.db'), 'precious');
    for (const unknown of [name, '../task-sync.db', '']) {
      await expect(world.call('archive.remove', { file: unknown })).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(existsSync(join(data, 'task-sync.db'))).toBe(true);
  });

  it('is named where something in it can no longer be undone', async () => {
    const { run, task } = await live();
    await expect(world.call('runs.undo', { run })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(
        /of the archive by now\. It can be read there .*, but no longer undone\. Nothing was changed\.$/,
      ),
    });
    await expect(world.call('runs.show', { run })).rejects.toMatchObject({
      message: expect.stringMatching(/^The run “.*” is in the file .*jsonl.gz of the archive by now/),
    });
    await expect(world.call('runs.show', { run: 'never' })).rejects.toMatchObject({
      message: 'There is no run with the id “never”.',
    });
    const early = new Date(world.clock.now() - 97.5 * dayMs).toISOString();
    await expect(world.call('tasks.goBack', { task, at: early })).rejects.toMatchObject({
      message: expect.stringContaining('in the archive by now'),
    });
  });

  it('says in the preview of an undo that some of the run may be archived', async () => {
    const [a, b] = [world.service('A'), world.service('B')];
    for (const title of ['Fought', 'Other']) a.add({ title, priority: 'p3' });
    const { run } = await world.sync();
    a.edit(world.record('A', 'Fought').id, { priority: 'p1' });
    b.edit(world.record('B', 'Fought').id, { priority: 'p2' });
    await world.sync();
    expect(await world.call('runs.undoPreview', { run })).toMatchObject({ isArchived: false });
    for (let turn = 0; turn < 2; turn++) {
      pass(95);
      await world.sync();
    }
    const { isArchived, actions, skipped } = await world.call('runs.undoPreview', { run });
    expect(isArchived).toBe(true);
    expect(new Set([...actions, ...skipped].map(({ title }) => title))).toEqual(new Set(['Fought']));
    const other = (await world.task('Other')).id;
    await expect(world.call('runs.undo', { run, task: other })).rejects.toMatchObject({
      message: expect.stringMatching(/^What this run did is in the archive by now\./),
    });
  });

  it('takes nothing that is kept for ever', async () => {
    const settings = await world.call('settings.change', { historyDays: null, binDays: null });
    expect(settings).toMatchObject({ historyDays: null, binDays: null });
    const { deleted } = await live();
    expect(await world.tasks({ deleted: true })).toMatchObject([{ id: deleted }]);
    expect((await world.call('bin.list', {})).entries).toMatchObject([{ keptUntil: null }]);
    expect((await world.call('data.show', {})).historySince).toBeNull();
    expect((await shown()).filter(({ kind }) => kind !== 'run')).toEqual([]);
    // From then on it is as long as one likes.
    await world.call('settings.change', { historyDays: 30, binDays: 7 });
    pass(1);
    await world.sync();
    expect(await world.tasks({ deleted: true })).toEqual([]);
  });

  it('that cannot be written removes nothing, spoils no run, and is told of once', async () => {
    writeFileSync(folder(), 'in its place');
    const { run } = await live();
    const history = await world.store.history.list({});
    expect(history.some((entry) => entry.run === run)).toBe(true);
    const kinds = async () => (await world.call('status.get', {})).notices.map(({ kind, text }) => [kind, text]);
    expect(await kinds()).toEqual([['archive-failed', expect.stringMatching(/nothing was removed here. Check that/)]]);
    await world.call('notices.dismiss', { kind: 'archive-failed' });
    pass(1);
    await world.sync();
    expect(await kinds()).toEqual([]);
    rmSync(folder());
    pass(1);
    await world.sync();
    expect((await world.store.history.list({})).some((entry) => entry.run === run)).toBe(false);
    expect((await shown(run)).length).toBeGreaterThan(0);
  });

  it('says which of its files is damaged, and goes on when it is removed', async () => {
    await live();
    const [name = ''] = readdirSync(folder());
    const file = join(folder(), name);
    writeFileSync(file, readFileSync(file).subarray(0, -12));
    await expect(world.call('archive.show', { file: name })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(`“${name}” of the archive is damaged`),
    });
    await world.call('archive.remove', { file: name });
    await shown();
  });

  it('tells once what two files hold since an older copy of the data was put back', async () => {
    await live();
    const before = await shown();
    const [name = ''] = readdirSync(folder());
    writeFileSync(join(folder(), '2030-01-01T00-00-00Z.jsonl.gz'), readFileSync(join(folder(), name)));
    expect((await shown()).length).toBe(before.length);
  });
});
