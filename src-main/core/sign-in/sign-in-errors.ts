import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * What a service says when it refuses (RFC 6749, 4.1.2.1 and 5.2; RFC 8628, 3.5; GitHub's own words in its documentation of
 * the device flow), as sentences. Its own text is not repeated: it may hold anything, a token too.
 */
export function refusal(service: string, error: string): TaskSyncError {
  const known = sentences[error];
  if (known !== undefined) return new TaskSyncError(known.code, known.sentence(service), { facts: { error } });
  const facts = { error: /^[a-z_]{1,40}$/.test(error) ? error : 'other' };
  return new TaskSyncError(
    'auth-expired',
    `${service} refused the sign-in (${facts.error}). Nothing was changed here. Check the settings of your app there, then sign in again.`,
    { facts },
  );
}

interface Known {
  readonly code: 'auth-expired' | 'forbidden' | 'invalid-input' | 'unavailable';
  readonly sentence: (service: string) => string;
}

const wrongApp: Known = {
  code: 'invalid-input',
  sentence: (service) =>
    `${service} does not know this app, or its secret is wrong. Nothing was changed here. Compare the client id and the client secret with those of your app there.`,
};
const denied: Known = {
  code: 'forbidden',
  sentence: (service) =>
    `The sign-in at ${service} was not allowed: somebody chose to cancel or deny it there. Nothing was changed here. Sign in again if that was a mistake.`,
};
const tooLate: Known = {
  code: 'auth-expired',
  sentence: (service) =>
    `The code for ${service} was not entered in time, so it is no longer good. Nothing was changed here. Sign in again to get a new one.`,
};
const busy: Known = {
  code: 'unavailable',
  sentence: (service) =>
    `${service} has a problem of its own with sign-ins at the moment. Nothing was changed here. Try again later.`,
};

const sentences: Readonly<Record<string, Known>> = {
  access_denied: denied,
  expired_token: tooLate,
  token_expired: tooLate,
  invalid_client: wrongApp,
  unauthorized_client: wrongApp,
  incorrect_client_credentials: wrongApp,
  server_error: busy,
  temporarily_unavailable: busy,
  invalid_scope: {
    code: 'invalid-input',
    sentence: (service) =>
      `Your app at ${service} may not ask for what Task Sync needs. Nothing was changed here. Allow the permissions that are listed with this way to sign in, then sign in again.`,
  },
  redirect_uri_mismatch: {
    code: 'invalid-input',
    sentence: (service) =>
      `${service} does not send anybody back to this computer for your app. Nothing was changed here. Enter the address that is named with this way to sign in at your app there.`,
  },
  device_flow_disabled: {
    code: 'invalid-input',
    sentence: (service) =>
      `Signing in with a code is switched off for your app at ${service}. Nothing was changed here. Switch on its device flow there, then sign in again.`,
  },
  invalid_grant: {
    code: 'auth-expired',
    sentence: (service) =>
      `${service} did not accept the answer of its own page: it was too late, or used already. Nothing was changed here. Sign in again; if it happens again, check the date and time of this computer.`,
  },
};

export function portTaken(service: string, port: number): TaskSyncError {
  return new TaskSyncError(
    'unavailable',
    `Another program uses port ${port} of this computer, where ${service} would send its answer. Nothing was sent. Close that program, or sign in another way.`,
    { facts: { port } },
  );
}

export function noAnswer(service: string, minutes: number, strangers: number): TaskSyncError {
  const why =
    strangers > 0
      ? `Answers came that did not belong to this sign-in (their state was another one), and were ignored`
      : `No answer came from the browser within ${minutes} minutes`;
  return new TaskSyncError(
    'auth-expired',
    `${why}, so the sign-in at ${service} was given up. Nothing was changed here. Sign in again.`,
    { facts: { strangers } },
  );
}

export function givenUp(service: string): TaskSyncError {
  return new TaskSyncError('cancelled', `The sign-in at ${service} was stopped. Nothing was changed here.`);
}

/** Something answered that is no OAuth service, or not this one. */
export function notUnderstood(service: string, status: number | null): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `${service} answered the sign-in in a way that Task Sync does not understand${status === null ? '' : ` (status ${status})`}. Nothing was changed here. Check the address of the connection, and whether a sign-in page or a proxy stands in between.`,
    { facts: { status } },
  );
}

/** The service will not renew what it gave: only a person can go on. */
export function signInEnded(connection: string): TaskSyncError {
  return new TaskSyncError(
    'auth-expired',
    `The sign-in of ${connection} has ended: its service does not renew it any more. Nothing was lost; changes wait here. Sign in again to go on.`,
  );
}

export function noSecret(connection: string): TaskSyncError {
  return new TaskSyncError('auth-expired', `There is no password or token stored for ${connection}. Sign in again.`);
}
