/**
 * Ed25519 public keys, raw, base64. The private halves are offline and sign the list of each release
 * (`scripts/update-list.mjs`). Two at a time while one is being replaced. None yet: nothing has been released, and a program
 * without a key installs no update.
 */
export const updateKeys: readonly string[] = [];

/** Where the lists are: `stable.json`, `beta.json`, and the files that they name. As in electron-builder.yml. */
export const updatesAddress = 'https://task-sync.example.invalid/updates/';
/** Where a person can get any version by hand. */
export const downloadsAddress = 'https://task-sync.example.invalid/download';
