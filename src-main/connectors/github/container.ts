import { TaskSyncError } from '../../../src-shared/errors.ts';

/** A container is a repository, by its full name. */
export function repositoryPath(container: string): string {
  const [owner = '', name = '', ...more] = container.split('/');
  if (owner !== '' && name !== '' && more.length === 0) {
    return `repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  }
  throw new TaskSyncError(
    'not-found',
    'GitHub has no such repository. Nothing was read or changed. Its name is made of the owner and the repository: octo-org/octo-repo.',
  );
}

export function ownerOf(container: string): string {
  return container.split('/')[0] ?? '';
}

/** Names of repositories are the same in any case of letters. */
export function isSameRepository(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
