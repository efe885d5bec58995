import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** When this fails, the packaged program has become weaker or larger: mend electron-builder.yml, never this file. */
const root = resolve(import.meta.dirname, '../../../..');
const build = parse(readFileSync(resolve(root, 'electron-builder.yml'), 'utf8'));

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

  it('publishes nothing by itself', () => {
    expect(build.publish).toBeNull();
  });
});
