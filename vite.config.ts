import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Native modules and Electron stay imports; everything else is bundled, so that an installed app ships no node_modules. */
const native = ['electron', 'better-sqlite3', 'keytar'];

interface NodeBundle {
  readonly entry: string;
  readonly outDir: string;
  readonly format: 'es' | 'cjs';
  /** First line of the entry chunk. */
  readonly banner?: string;
}

function nodeBundle({ entry, outDir, format, banner }: NodeBundle): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: native },
    build: {
      outDir: at(outDir),
      target: 'node24',
      ssr: true,
      sourcemap: format === 'es',
      minify: false,
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: {
        input: { index: at(entry) },
        external: [...native, ...builtinModules, /^node:/],
        output: {
          format,
          entryFileNames: format === 'es' ? '[name].js' : '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].js',
          ...(banner === undefined ? {} : { banner: (chunk) => (chunk.isEntry ? banner : '') }),
        },
      },
    },
  };
}

/**
 * One `vite build --app` builds all four bundles:
 *   client  -> out/renderer  React; served by Electron and by the web host
 *   main    -> out/main      ESM, Electron's main process
 *   preload -> out/preload   CommonJS, because a sandboxed preload cannot be ESM
 *   cli     -> out/cli       ESM for Node; what a command does not need stays in chunks that load on demand
 */
export default defineConfig({
  root: at('src-renderer'),
  base: './',
  plugins: [react()],
  // `npm run dev` shows the page; its calls go to a host beside it: `npm run -s tasksync -- serve --port 4317`.
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // The host answers only to its own address. The pattern ends there because `/api/…` are sources of the page.
    proxy: { '^/api$': { target: 'http://127.0.0.1:4317', ws: true, changeOrigin: true, rewriteWsOrigin: true } },
  },
  environments: {
    client: {
      build: {
        outDir: at('out/renderer'),
        emptyOutDir: true,
        target: 'chrome140',
        // The page comes from this computer's disk: one chunk is read faster than many.
        chunkSizeWarningLimit: 2000,
        sourcemap: true,
        assetsInlineLimit: 0,
        // Shown in Settings › About.
        license: { fileName: 'licences.txt' },
      },
    },
    main: nodeBundle({ entry: 'src-main/hosts/desktop/main.ts', outDir: 'out/main', format: 'es' }),
    preload: nodeBundle({ entry: 'src-main/hosts/desktop/preload.ts', outDir: 'out/preload', format: 'cjs' }),
    cli: nodeBundle({
      entry: 'src-main/hosts/cli/main.ts',
      outDir: 'out/cli',
      format: 'es',
      banner: '#!/usr/bin/env node',
    }),
  },
  builder: {},
});
