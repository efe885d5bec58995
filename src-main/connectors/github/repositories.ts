import { isSameRepository } from './container.ts';
import type { Repository } from './github-wire.ts';
import type { RepositoryRequests } from './repository-requests.ts';

/** What is known of the containers, for as long as a connector lives. */
export interface Repositories {
  get(container: string): Promise<Repository>;
  /** Its name now, as far as it was needed: reading under an old one is redirected, writing is not. */
  nameOf(container: string): string;
  /** Asks under the name that we know, and once more if the answer is that it moved because the repository was renamed. */
  ask<T>(container: string, ask: (name: string) => Promise<T>, isMoved: (answer: T) => boolean): Promise<T>;
}

export function createRepositories({ repository }: Pick<RepositoryRequests, 'repository'>): Repositories {
  const asked = new Map<string, Promise<Repository>>();
  const names = new Map<string, string>();

  const get = (container: string): Promise<Repository> => {
    const known = asked.get(container) ?? repository(container);
    asked.set(container, known);
    known.then(
      ({ full_name }) => names.set(container, full_name),
      () => asked.delete(container),
    );
    return known;
  };
  const nameOf = (container: string): string => names.get(container) ?? container;

  return {
    get,
    nameOf,
    ask: async (container, ask, isMoved) => {
      const name = nameOf(container);
      const answer = await ask(name);
      if (!isMoved(answer)) return answer;
      const { full_name } = await get(container);
      return isSameRepository(full_name, name) ? answer : ask(full_name);
    },
  };
}

/** Assignees, labels, milestones, types and fields: without this right GitHub leaves them out and says nothing. */
export function mayTriage({ permissions }: Repository): boolean {
  // Where it does not tell, it is tried.
  if (!permissions) return true;
  const { admin, maintain, push, triage } = permissions;
  return [admin, maintain, push, triage].includes(true);
}
