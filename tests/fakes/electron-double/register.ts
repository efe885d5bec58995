import { registerHooks } from 'node:module';

/** `node --import register.ts out/main/index.js`: the built main process on plain Node, with the double for `electron`. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true };
  },
});

if (process.send) await import('./stage.ts');
