import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Builds the page of components into a folder of the built page, where the same host serves it under the same policy. */
export async function buildComponents(pageFolder: string): Promise<void> {
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, 'components'),
    publicDir: resolve(import.meta.dirname, '../../src-renderer/public'),
    base: './',
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: join(pageFolder, 'components'), emptyOutDir: false, target: 'chrome140', assetsInlineLimit: 0 },
  });
}
