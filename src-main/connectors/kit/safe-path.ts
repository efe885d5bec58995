/**
 * The path of an address for a log: what is not a word of some API may be an id, a name of somebody's project or of a file,
 * and becomes `{}`. Words are a list, because nothing else tells `/repos/acme/web` from `/repos/acme/issues`.
 */
export function safePath(pathname: string): string {
  return pathname
    .split('/')
    .map((part) => (part === '' || words.has(part.replace(/\.(json|xml)$/, '')) ? part : '{}'))
    .join('/');
}

const words: ReadonlySet<string> = new Set(
  `api rest v1 v2 v3 v4 ex jira user users me current myself members memberships repos repository repositories issue issues
  search jql project projects board boards list lists card cards task tasks section sections workspace workspaces team teams
  comment comments story stories note notes label labels tag tags milestone milestones version versions status statuses
  priority priorities field fields custom_field custom_fields customFields attachment attachments upload uploads download
  content event events action actions change changes changelog transitions bulk bulkfetch timeline sub_issues parent
  children dependencies assignees assignable graphql batch journals enumerations issue_statuses issue_priorities
  issue_categories principals calendars calendar dav caldav createmeta editmeta properties`.split(/\s+/),
);
