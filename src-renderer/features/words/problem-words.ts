/** Headings for groups of problems; the sentence about each one comes from the core. */
const titles: Readonly<Record<string, string>> = {
  'not-found': 'Not there any more',
  'stale-version': 'Changed there in the meantime',
  'already-exists': 'Already there',
  'auth-expired': 'Sign-in needed',
  forbidden: 'Not allowed',
  'rate-limited': 'Asked to wait',
  unavailable: 'Service not reachable',
  'invalid-response': 'Answer not understood',
  rejected: 'Values refused',
  unsupported: 'Not possible at this service',
  'invalid-input': 'Value not valid',
  'conflict-unresolved': 'Waits for a decision',
  held: 'Held',
  locked: 'Another Task Sync is at work',
  'no-keychain': 'Passwords cannot be read',
  cancelled: 'Stopped',
  bug: 'A fault in Task Sync',
  'unmapped-value': 'A value has no translation',
  'read-only': 'Read-only there',
  'too-long': 'Too long for the service',
  'too-large': 'Too large to be copied',
  'no-place': 'No place for it at the service',
  'not-accepted': 'Not stored as sent',
  drift: 'Changed by the service',
  'ambiguous-match': 'More than one task could be meant',
  'invalid-value': 'Value not valid',
  fought: 'Another tool is fighting over it',
};

export function problemTitle(code: string): string {
  return titles[code] ?? code;
}
