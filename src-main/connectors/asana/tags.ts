import type { AsanaClient } from './asana-client.ts';

/** The tags of a project's workspace by name. One that is not there is made: that is what a new label means elsewhere. */
export interface Tags {
  idsOf(project: string, names: readonly string[]): Promise<readonly string[]>;
}

export function createTags(client: AsanaClient): Tags {
  interface Workspace {
    readonly id: string;
    readonly tags: Map<string, Promise<string>>;
  }
  const known = new Map<string, Promise<Workspace>>();
  const read = async (project: string): Promise<Workspace> => {
    const id = (await client.project(project)).workspace.gid;
    const tags = new Map<string, Promise<string>>();
    // Names need not be unique; the oldest of them is as good as any.
    for (const { gid, name } of await client.tags(id)) {
      const own = (name ?? '').normalize();
      if (!tags.has(own)) tags.set(own, Promise.resolve(gid));
    }
    return { id, tags };
  };
  const workspaceOf = (project: string): Promise<Workspace> => {
    const asked = known.get(project) ?? read(project);
    known.set(project, asked);
    asked.catch(() => known.delete(project));
    return asked;
  };
  return {
    idsOf: async (project, names) => {
      const { id, tags } = await workspaceOf(project);
      const tagOf = (name: string): Promise<string> => {
        const found = tags.get(name) ?? client.createTag(id, name).then(({ gid }) => gid);
        tags.set(name, found);
        found.catch(() => tags.delete(name));
        return found;
      };
      return Promise.all([...new Set(names.map((name) => name.normalize()))].map(tagOf));
    },
  };
}
