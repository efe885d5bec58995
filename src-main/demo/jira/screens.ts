import type { JiraProject, JiraType, ScreenField } from './model.ts';
import type { Site } from './site.ts';

/** What can be given when an issue of a type is created. */
export function createScreen(site: Site, project: JiraProject, type: JiraType): readonly ScreenField[] {
  const hasParent = site.deployment === 'cloud' ? type.level < 1 : type.level < 0;
  return site.fields
    .filter(({ id }) => id !== 'resolution' && !project.editOnly.has(id) && (id !== 'parent' || hasParent))
    .map(({ id }) => ({
      id,
      required:
        ['summary', 'issuetype', 'project', 'reporter'].includes(id) ||
        project.required.has(id) ||
        (id === 'parent' && type.level < 0),
      hasDefault: id === 'reporter' || id === 'priority',
    }));
}

/** What can be changed later. */
export function editScreen(site: Site, type: JiraType): ReadonlySet<string> {
  const hasParent = site.deployment === 'cloud' ? type.level < 1 : type.level < 0;
  return new Set(
    site.fields
      .map(({ id }) => id)
      .filter((id) => !['resolution', 'project', 'reporter'].includes(id) && (id !== 'parent' || hasParent)),
  );
}
