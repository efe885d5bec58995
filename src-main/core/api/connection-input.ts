import type { ApiInput } from '../../../src-shared/api/contract.ts';
import { type ConnectorLimit, connectorLimits } from '../../../src-shared/api/views.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { methodOf } from '../sign-in/connection-secret.ts';
import { fingerprintsOf } from '../sign-in/own-certificate.ts';

export type NewConnection = Omit<ApiInput<'connections.add'>, 'tested' | 'name'>;

/** @throws TaskSyncError `invalid-input` that names the field as the form does */
export function checkConfig(descriptor: ConnectorDescriptor, input: NewConnection): void {
  const answerTo = (key: string): string | null | undefined => {
    if (key === 'url') return input.url;
    if (key === 'username') return input.username;
    return key === 'secret' ? input.secret : input.options[key];
  };
  const method = input.signIn === undefined ? null : methodOf(descriptor, input.signIn.kind);
  const isGiven = (key: string): boolean =>
    method !== null && (key === 'secret' || key === 'username' || (key === 'url' && method.sites !== undefined));
  for (const { key, label, kind, required, choices } of descriptor.config) {
    const value = answerTo(key);
    if (required && !value && !isGiven(key)) {
      throw new TaskSyncError('invalid-input', `${descriptor.name} needs “${label}”. Nothing was saved.`);
    }
    if (kind === 'url' && value) checkUrl(descriptor, label, value);
    if (kind === 'certificate' && value) fingerprintsOf(value);
    if (kind === 'choice' && value && !choices?.some((choice) => choice.value === value)) {
      const known = choices?.map((choice) => choice.value).join(', ') ?? '';
      throw new TaskSyncError('invalid-input', `“${label}” must be one of: ${known}. Nothing was saved.`);
    }
  }
  const known = descriptor.config.map((field) => field.key);
  const stranger = Object.keys(input.options).find((key) => !known.includes(key));
  if (stranger !== undefined) {
    throw new TaskSyncError('invalid-input', `${descriptor.name} has no option “${stranger}”. Nothing was saved.`);
  }
}

function checkUrl(descriptor: ConnectorDescriptor, label: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && url.protocol === `${descriptor.id}:`) return;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new TaskSyncError(
      'invalid-input',
      `“${label}” must be an address that begins with https:// (or http://). Nothing was saved.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new TaskSyncError(
      'invalid-input',
      `“${label}” must not contain a user name or password; they have their own place. Nothing was saved.`,
    );
  }
}

export function withDefaults(
  descriptor: ConnectorDescriptor,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults = descriptor.config.flatMap(({ key, default: value }) =>
    value !== undefined && !['url', 'username', 'secret'].includes(key) ? [[key, value] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

/** What of its tasks does not come over, from what the connector declares; each connector's tests hold it to that. */
export function limitsOf({ capabilities }: ConnectorDescriptor): readonly ConnectorLimit[] {
  const { canCreate, canDelete, deletions, comments, attachments } = capabilities;
  const holds: Readonly<Record<ConnectorLimit, boolean>> = {
    'no-create': !canCreate,
    'no-delete': !canDelete,
    'deletions-unseen': deletions === 'none',
    'no-comments': comments === undefined,
    'comments-fixed': comments !== undefined && !comments.canEdit,
    'no-files': attachments === undefined,
    'links-only': attachments !== undefined && !attachments.canCopy && attachments.canLink,
  };
  return connectorLimits.filter((limit) => holds[limit]);
}
