import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of JavaScript, compressed, that the built page needs before it can show the list of tasks to an English reader. */
export function firstScriptsSize(folder: string): number {
  const assets = join(folder, 'assets');
  const entry = [...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/assets\/([^"]+\.js)/g)];
  // `main.tsx` asks for it as soon as it has its words.
  const app = readdirSync(assets).filter((name) => /^app-[^.]+\.js$/.test(name));
  const waiting = [...entry.map(([, name = '']) => name), ...app];
  const read = new Set<string>();
  let bytes = 0;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (read.has(name)) continue;
    read.add(name);
    const code = readFileSync(join(assets, name));
    bytes += gzipSync(code).length;
    const imports = code.toString().matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g);
    waiting.push(...[...imports].map(([, imported = '']) => imported));
  }
  return bytes;
}
