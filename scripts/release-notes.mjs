// node scripts/release-notes.mjs v1.2.0: what CHANGELOG.md says of a version, if everything agrees that it is that version.
import { readFileSync } from 'node:fs';
import { releaseNotes } from './lib/release-notes.mjs';
import { at, runMain } from './lib/root.mjs';

await runMain(async () => {
  console.log(
    releaseNotes({
      tag: process.argv[2] ?? '',
      packageVersion: JSON.parse(readFileSync(at('package.json'), 'utf8')).version,
      changelog: readFileSync(at('CHANGELOG.md'), 'utf8'),
    }),
  );
  return 0;
});
