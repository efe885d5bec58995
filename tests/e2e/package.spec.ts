import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { root } from './hosts/open-app.ts';

const run = promisify(execFile);
/** What @electron/fuses looks for in the binary; version 1 of the wire and nine fuses follow. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/**
 * Packs the program as a release does. The binary is a stand-in that holds nothing but the fuses: what is looked at is
 * what electron-builder.yml makes of our files.
 */
test('the packaged program holds our bundles and safe fuses, and no more', async () => {
  test.skip(process.platform !== 'linux', 'it is packed for Linux, on Linux');
  const folder = mkdtempSync(join(tmpdir(), 'task-sync-package-'));
  const dist = standIn(join(folder, 'electron'));
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const options = [`-c.electronDist=${dist}`, `-c.directories.output=${folder}/dist`];
  await run(process.execPath, [builder, '--linux', 'dir', '--x64', '--publish', 'never', ...options], { cwd: root });
  const unpacked = join(folder, 'dist/linux-unpacked');

  const binary = readFileSync(join(unpacked, 'task-sync'), 'latin1');
  const fuses = binary.slice(binary.indexOf(sentinel) + sentinel.length + 2);
  // node off, cookies encrypted, NODE_OPTIONS off, inspect off, asar checked, only asar, own snapshot off, file: off, traps on
  expect(fuses).toBe('010011001');

  const files = listArchive(join(unpacked, 'resources/app.asar'));
  const packages = new Set(files.map((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1]).filter(Boolean));
  expect([...packages].sort()).toEqual(['better-sqlite3', 'keytar']);
  const tops = new Set(files.map((file) => file.split('/')[1]));
  expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json', 'resources']);
  expect(files.filter((file) => /\.(map|ts|tsx|cc|h)$/.test(file))).toEqual([]);
  for (const needed of ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']) {
    expect(files).toContain(`/${needed}`);
  }
  const native = files.filter((file) => file.endsWith('.node'));
  expect(native).toEqual([
    '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    '/node_modules/keytar/prebuilds/linux-x64/keytar.node',
  ]);
  for (const file of native) expect(existsSync(join(unpacked, 'resources/app.asar.unpacked', file))).toBe(true);
});

function standIn(folder: string): string {
  for (const part of ['resources', 'locales']) mkdirSync(join(folder, part), { recursive: true });
  const fuseWire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from('101001111')]);
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), name === 'electron' ? fuseWire : '');
    chmodSync(join(folder, name), 0o755);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(folder, name), '');
  return folder;
}

interface Folder {
  readonly files?: Readonly<Record<string, Folder>>;
}

/** Paths of an asar: four little-endian numbers, the last one the length of the JSON that follows and names all files. */
function listArchive(file: string): string[] {
  const bytes = readFileSync(file);
  const header: Folder = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  const walk = ({ files }: Folder, path: string): string[] =>
    files === undefined ? [path] : Object.entries(files).flatMap(([name, inner]) => walk(inner, `${path}/${name}`));
  return walk(header, '');
}
