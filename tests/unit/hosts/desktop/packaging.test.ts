import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** When this fails, the packaged program has become weaker or larger: mend electron-builder.yml, never this file. */
const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string): Buffer => readFileSync(resolve(root, path));
const build = parse(read('electron-builder.yml').toString());

describe('the packaged program', () => {
  it('has every fuse set, and set to the safe side (SEC-05)', () => {
    expect(build.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(build.asar).toBe(true);
    expect(build.mac.hardenedRuntime).toBe(true);
  });

  it('carries the bundles and what they need, without sources, source maps, or a second Node (SEC-07)', () => {
    const taken = build.files.filter((pattern: string) => !pattern.startsWith('!'));
    expect(taken).toEqual([
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      'resources/tray/*.png',
      'resources/icons/256x256.png',
      'package.json',
    ]);
    expect(build.files).toContain('!**/*.map');
    expect(build.files).toContain('!node_modules/node-linux-*/**');
  });

  it('says to Windows the same name as the program itself does', () => {
    const main = readFileSync(resolve(root, 'src-main/hosts/desktop/main.ts'), 'utf8');
    expect(main).toContain(`app.setAppUserModelId('${build.appId}')`);
  });

  it('asks macOS for nothing but the right to compile while it runs', () => {
    const { entitlements, entitlementsInherit, notarize } = build.mac;
    expect(notarize).toBe(true);
    for (const file of [entitlements, entitlementsInherit]) {
      const asked = [
        ...read(file)
          .toString()
          .matchAll(/<key>(.*?)<\/key>\s*<(\w+)\/>/g),
      ].map(([, key, value]) => [key, value]);
      expect(asked).toEqual([['com.apple.security.cs.allow-jit', 'true']]);
    }
  });

  /** electron-updater 6 skips the check of an update's signature, in silence, where no publisher is named (SEC-47). */
  it('says who signs for Windows, so that an update by anybody else is refused (SEC-47)', () => {
    expect(build.win.signtoolOptions.publisherName).toEqual([expect.stringMatching(/\S/)]);
    expect(build.win.verifyUpdateCodeSignature).toBe(true);
    expect(build.win.signtoolOptions.signingHashAlgorithms).toEqual(['sha256']);
    expect(build.publish).toEqual({ provider: 'generic', url: expect.stringMatching(/^https:/) });
  });

  it('can be had for every system, on both kinds of processor', () => {
    const targets = (of: { target: { target: string; arch: string[] }[] }) =>
      of.target.map(({ target, arch }) => `${target} ${arch.join(' ')}`);
    expect(targets(build.linux)).toEqual(['AppImage x64 arm64', 'deb x64 arm64', 'rpm x64 arm64']);
    expect(targets(build.mac)).toEqual(['dmg x64 arm64', 'zip x64 arm64']);
    expect(targets(build.win)).toEqual(['nsis x64 arm64']);
    expect(build.artifactName).toBe(
      `task-sync-${['version', 'os', 'arch'].map((each) => `\${${each}}`).join('-')}.\${ext}`,
    );
  });

  it('is found by the system’s menus under one name', () => {
    const { desktopName } = JSON.parse(read('package.json').toString());
    expect(desktopName).toBe(`${build.linux.executableName}.desktop`);
    expect(build.linux.syncDesktopName).toBe(true);
    expect(build.protocols[0].schemes).toEqual(['tasksync']);
  });

  it('has an icon in each size that Windows and macOS draw', () => {
    expect(icoSizes(read(build.win.icon))).toEqual([16, 24, 32, 48, 64, 128, 256]);
    expect(icnsKinds(read(build.mac.icon))).toEqual([
      'ic11 32',
      'ic12 64',
      'ic07 128',
      'ic08 256',
      'ic13 256',
      'ic09 512',
      'ic14 512',
      'ic10 1024',
    ]);
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      expect(pngWidth(read(`${build.linux.icon}/${size}x${size}.png`))).toBe(size);
    }
  });
});

function pngWidth(png: Buffer): number {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return png.readUInt32BE(16);
}

/** What the pictures themselves say; the table has to agree. */
function icoSizes(file: Buffer): number[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, at) => {
    const entry = 6 + 16 * at;
    const offset = file.readUInt32LE(entry + 12);
    const width = pngWidth(file.subarray(offset, offset + file.readUInt32LE(entry + 8)));
    expect(file.readUInt8(entry)).toBe(width % 256);
    return width;
  });
}

function icnsKinds(file: Buffer): string[] {
  expect(file.readUInt32BE(4)).toBe(file.length);
  const kinds: string[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    kinds.push(`${file.toString('latin1', at, at + 4)} ${pngWidth(file.subarray(at + 8))}`);
  }
  return kinds;
}
