import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveFolder, ArchiveHead, OldRow } from '../../../../src-main/core/archive/archive.ts';
import { createArchiveFolder } from '../../../../src-main/hosts/node/archive/archive-folder.ts';
import { sampleHistory } from '../../../contract/store/samples.ts';

let folder: string;
let archive: ArchiveFolder;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'task-sync-archive-')), 'archive');
  archive = createArchiveFolder(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const now = Date.UTC(2026, 2, 1, 9);
const head: ArchiveHead = {
  ...{ format: 'task-sync history archive', version: 1, at: '2026-03-01T09:00:00.000Z', lines: 1 },
  ...{ from: '2026-01-01T09:00:00.000Z', to: '2026-01-02T09:00:00.000Z', profiles: [] },
  counts: { changes: 1, runs: 0, conflicts: 0, tasks: 0 },
};
const change = (title: string): OldRow => ({
  kind: 'change',
  profile: 'work',
  entry: { ...sampleHistory({ title }), id: 7 },
});
const readAll = async (name: string): Promise<readonly OldRow[]> => {
  const rows: OldRow[] = [];
  for await (const row of archive.read(name)) rows.push(row);
  return rows;
};

describe('the folder of the archive', () => {
  it('gives back what was written, whatever characters it has and however long it is', async () => {
    const rows = ['a\u2028b\u2029c\r\nd\0e 🙂', '\uD83D', 'x'.repeat(300_000)].map(change);
    const name = await archive.newName(now);
    expect(name).toBe('2026-03-01T09-00-00Z.jsonl.gz');
    await archive.write(name, head, rows);
    expect(await readAll(name)).toEqual(rows);
    expect(await archive.list()).toEqual([{ ...head, name, size: expect.any(Number) }]);
    expect(await archive.has(name)).toBe(true);
  });

  it('writes nothing over, and lists the newest first', async () => {
    const names: string[] = [];
    for (const moment of [now, now, now - 1_000]) {
      const name = await archive.newName(moment);
      await archive.write(name, head, [change(name)]);
      names.push(name);
    }
    const [first = '', second = '', older = ''] = names;
    expect((await archive.list()).map(({ name }) => name)).toEqual([second, first, older]);
    expect(await readAll(first)).toEqual([change(first)]);
  });

  it('is empty before the first file, and leaves out what is not its own', async () => {
    expect(await archive.list()).toEqual([]);
    expect(await archive.has('2026-03-01T09-00-00Z.jsonl.gz')).toBe(false);
    await archive.remove('2026-03-01T09-00-00Z.jsonl.gz');
    mkdirSync(folder);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, '2026-03-01T09-00-00Z.jsonl.gz'), 'no gzip');
    expect(await archive.list()).toEqual([]);
    await expect(readAll('2026-03-01T09-00-00Z.jsonl.gz')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('is damaged. It was left as it is'),
    });
  });

  it('takes what a program left that died while it wrote', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, '2026-03-01T09-00-00Z.jsonl.gz.part'), 'half');
    expect(await archive.list()).toEqual([]);
    await archive.remove('2026-03-01T09-00-00Z.jsonl.gz');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left by no name', async () => {
    writeFileSync(join(folder, '..', 'precious.jsonl.gz'), 'x');
    for (const name of ['../precious.jsonl.gz', '', '2026-03-01T09-00-00Z.jsonl.gz/../../precious.jsonl.gz']) {
      await expect(readAll(name)).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(archive.remove(name)).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(readdirSync(join(folder, '..'))).toEqual(['precious.jsonl.gz']);
  });
});
