// The signed list of a release, that installed programs look for (src-main/hosts/desktop/updates).
//   node scripts/update-list.mjs key KEYFILE                          makes a key; prints the public half for update-keys.ts
//   node scripts/update-list.mjs sign KEYFILE CHANNEL FOLDER          signs for the files in FOLDER; writes FOLDER/CHANNEL.json
// Meant for a computer without a network: nothing but Node is needed, and the key never leaves it.
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, runMain } from './lib/root.mjs';

const daysGood = 90;
/** What of a release an installed program replaces itself with; the other packages are for people and their systems. */
const kinds = [
  { platform: 'win32', pattern: /-win-(x64|arm64)\.exe$/ },
  { platform: 'darwin', pattern: /-mac-(x64|arm64)\.zip$/ },
  { platform: 'linux', pattern: /-linux-(x64|x86_64|arm64)\.AppImage$/ },
];

await runMain(async () => {
  const [command, keyFile, channel, folder] = process.argv.slice(2);
  if (command === 'key' && keyFile) return makeKey(keyFile);
  if (command === 'sign' && keyFile && (channel === 'stable' || channel === 'beta') && folder) {
    return signFolder(keyFile, channel, folder);
  }
  console.error('Usage: update-list.mjs key KEYFILE | sign KEYFILE stable|beta FOLDER');
  return 2;
});

/** @param {string} keyFile */
function makeKey(keyFile) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  console.log(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64'));
  return 0;
}

/** @param {string} keyFile @param {string} channel @param {string} folder */
function signFolder(keyFile, channel, folder) {
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const names = readdirSync(folder).sort();
  const files = kinds.flatMap(({ platform, pattern }) =>
    names.flatMap((name) => {
      const arch = pattern.exec(name)?.[1];
      if (arch === undefined || !name.includes(`-${version}-`)) return [];
      return [{ platform, arch: arch === 'x86_64' ? 'x64' : arch, name, ...describe(join(folder, name)) }];
    }),
  );
  if (files.length === 0) throw new Error(`There is no file of version ${version} in ${folder}. Nothing was signed.`);
  const now = Date.now();
  const list = JSON.stringify({
    ...{ product: 'task-sync', channel, version },
    ...{ issued: new Date(now).toISOString(), expires: new Date(now + daysGood * 86_400_000).toISOString(), files },
  });
  const signed = Buffer.from(`task-sync update list 1\n${list}`, 'utf8');
  const signature = sign(null, signed, createPrivateKey(readFileSync(keyFile))).toString('base64');
  writeFileSync(join(folder, `${channel}.json`), `${JSON.stringify({ list, signature })}\n`);
  console.log(`${channel}.json: ${version}, ${files.length} files, good for ${daysGood} days.`);
  return 0;
}

/** @param {string} file */
function describe(file) {
  return { size: statSync(file).size, sha512: createHash('sha512').update(readFileSync(file)).digest('base64') };
}
