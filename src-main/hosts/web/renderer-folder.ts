import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * Where the built page is: `out/renderer`, seen from the bundle in `out/cli`, from one of its chunks, or from the sources.
 */
export function findRendererFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, 'renderer'), join(folder, 'out', 'renderer')]) {
      if (existsSync(join(candidate, 'index.html'))) return candidate;
    }
    if (dirname(folder) === folder) break;
  }
  throw new TaskSyncError(
    'invalid-input',
    'The page of the app is not built yet. Nothing was started. Run "npm run build" first.',
  );
}
