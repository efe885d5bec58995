import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserCommand } from '../../../../src-main/hosts/web/open-browser.ts';
import { findRendererFolder } from '../../../../src-main/hosts/web/renderer-folder.ts';

describe('opening the browser', () => {
  it('uses each system’s own way', () => {
    const address = 'http://127.0.0.1:4000/#token=a';
    expect(browserCommand(address, 'linux')).toEqual(['xdg-open', address]);
    expect(browserCommand(address, 'darwin')).toEqual(['open', address]);
    expect(browserCommand(address, 'win32').at(-1)).toBe(address);
  });
});

describe('the built page', () => {
  it('is found from a bundle, from a chunk of it and from the sources, and missed with a sentence', async () => {
    const root = await mkdtemp(join(tmpdir(), 'task-sync-root-'));
    for (const folder of ['out/renderer', 'out/cli/chunks', 'src-main/hosts/web']) {
      await mkdir(join(root, folder), { recursive: true });
    }
    expect(() => findRendererFolder(join(root, 'out/cli'))).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    await writeFile(join(root, 'out/renderer/index.html'), '');
    for (const from of ['out/cli', 'out/cli/chunks', 'src-main/hosts/web']) {
      expect(findRendererFolder(join(root, from))).toBe(join(root, 'out/renderer'));
    }
    await rm(root, { recursive: true });
  });
});
