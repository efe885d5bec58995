import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import {
  readBackupHead,
  unpackBackupFile,
  writeBackupFile,
} from '../../../../../src-main/hosts/node/backups/backup-file.ts';
import { temporaryFolder } from '../../../core/store/temporary-folder.ts';

const folder = temporaryFolder();

it('a backup that is packed to fill the disk is unpacked no further than it says (SEC-43)', async () => {
  const [here, size] = [folder.fresh(), 10_000];
  const [database, file, target] = ['database', 'backup', 'target'].map((name) => join(here, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(database, randomBytes(size));
  const at = '2026-03-01T09:00:00.000Z';
  const facts = { schema: 1, tasks: 0, profiles: 0, connections: 0, waiting: 0 };
  await writeBackupFile(file, { at, reason: 'you', ...facts, bytes: size, secrets: 'not included' }, database, null);
  const head = await readBackupHead(file);
  if (head === null) throw new Error('it has no head');
  await unpackBackupFile(file, head, target, null);
  expect(await readFile(target)).toEqual(await readFile(database));

  // 50 MB of nothing are 50 kB when they are packed.
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  await writeFile(file, Buffer.concat([head.bytes, bomb]));
  await expect(unpackBackupFile(file, head, `${target}2`, null)).rejects.toMatchObject({ code: 'invalid-input' });
  expect((await stat(`${target}2`)).size).toBeLessThan(1_000_000);
});
