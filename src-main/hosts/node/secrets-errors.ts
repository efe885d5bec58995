import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Each way in which secrets can be out of reach, as a sentence with a way out. Nothing is ever deleted here. */
const kept = 'The stored secrets were kept.';
const startAfresh = 'or move secrets.json out of the data folder and sign in to each connection again';

export function passphraseTooShort(shortest: number): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `The passphrase is too short: at least ${shortest} characters, better a sentence. Nothing was stored.`,
  );
}

export function unset(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    'This computer offers no keychain, so secrets need a passphrase. Nothing was stored. Set TASKSYNC_PASSPHRASE, or TASKSYNC_KEY_FILE for a program that runs alone.',
  );
}

export function storedAlready(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `There are stored secrets already, so new ones are not kept for a while only. ${kept} Unlock them, ${startAfresh}.`,
  );
}

export function locked(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `The secrets are locked with a passphrase. ${kept} Set TASKSYNC_PASSPHRASE, or run the command at a terminal to be asked for it.`,
  );
}

export function wrongPassphrase(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `The passphrase is not the one that the secrets were locked with. ${kept} Try again, ${startAfresh}.`,
  );
}

export function wrongKeyFile(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `The key file that TASKSYNC_KEY_FILE names is not the one that the secrets were locked with. ${kept} Name the right one, ${startAfresh}.`,
  );
}

export function wrongKeychain(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `The keychain holds another key than the one that the secrets were locked with. ${kept} Bring that keychain back, ${startAfresh}.`,
  );
}

export function keychainGone(works: boolean): TaskSyncError {
  const what = works ? 'no longer has the key' : 'is locked or not available here, so it does not give the key';
  return new TaskSyncError(
    'no-keychain',
    `The keychain of this computer ${what} that the secrets were locked with. ${kept} ${works ? 'Bring that keychain back' : 'Unlock it and try again'}, ${startAfresh}.`,
  );
}

export function backendGone(what: string, advice: string): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    `The secrets were locked with ${what}, which is not given. ${kept} ${advice}, ${startAfresh}.`,
  );
}

export function changedMeanwhile(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    'Another program has just locked the secrets with another key. The new secret was not stored. Try again.',
  );
}

export function damagedEntry(): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    'The stored secret of this connection is damaged. It was left as it is. Sign in to the connection again.',
  );
}
