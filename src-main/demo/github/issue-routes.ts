import { z } from 'zod';
import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import type { Visit } from './access.ts';
import { failure, invalid, isAtLeast, issueAt, notFound, visit } from './access.ts';
import { bodyAs } from './body.ts';
import { fieldValuesJson, issueJson } from './json.ts';
import { listIssues } from './list-issues.ts';
import { page, pageByPosition } from './pages.ts';
import type { GithubStore, StoredIssue } from './store.ts';
import { childrenOf } from './store.ts';
import { createIssue, updateIssue } from './write-issue.ts';

const here = '/repos/{owner}/{repo}/issues';
const one = `${here}/{issue_number}`;
const subIssue = z.object({ sub_issue_id: z.number().int(), replace_parent: z.boolean().optional() });
const values = z.object({
  issue_field_values: z.array(
    z.object({ field_id: z.number().int(), value: z.union([z.string(), z.number(), z.array(z.string())]) }),
  ),
});

export interface ListOptions {
  /** `since` leaves out its own second, as newer descriptions read; default: it is included, as older ones said. */
  readonly sinceExcludes?: boolean;
  /** Links to the pages of issues say their number, as on an Enterprise Server; default: a position. */
  readonly pagesByNumber?: boolean;
}

export function issueRoutes(store: GithubStore, options: ListOptions): readonly Route[] {
  const at =
    (handle: (place: Visit) => Reply): Route['handle'] =>
    (request) =>
      handle(visit(store, request));
  const atIssue = (handle: (place: Visit, issue: StoredIssue) => Reply): Route['handle'] =>
    at((place) => handle(place, issueAt(place)));
  const answer = (status: number, { origin }: ServiceRequest, issue: StoredIssue): Reply => ({
    status,
    body: issueJson(store, origin, issue),
  });

  return [
    {
      method: 'GET',
      path: here,
      handle: at((place) => {
        const toJson = (issue: StoredIssue): unknown => issueJson(store, place.request.origin, issue);
        const sorted = listIssues(place, options.sinceExcludes === true);
        return options.pagesByNumber
          ? page(place.request, sorted.all, toJson, place.repository.id)
          : pageByPosition(place.request, sorted, toJson, place.repository.id);
      }),
    },
    { method: 'POST', path: here, handle: at((place) => answer(201, place.request, createIssue(place))) },
    { method: 'GET', path: one, handle: atIssue(({ request }, issue) => answer(200, request, issue)) },
    {
      method: 'PATCH',
      path: one,
      handle: atIssue((place, issue) => answer(200, place.request, updateIssue(place, issue))),
    },
    {
      method: 'GET',
      path: `${one}/parent`,
      handle: atIssue(({ request }, { parent }) => {
        const found = parent === null ? undefined : store.issues.get(parent);
        return found === undefined ? notFound : answer(200, request, found);
      }),
    },
    {
      method: 'POST',
      path: `${one}/sub_issues`,
      handle: atIssue((place, parent) => {
        addSubIssue(place, parent, bodyAs(subIssue, place.request));
        return answer(201, place.request, parent);
      }),
    },
    {
      method: 'DELETE',
      path: `${one}/sub_issue`,
      handle: atIssue((place, parent) => {
        requireTriage(place);
        const { sub_issue_id } = bodyAs(subIssue, place.request);
        const child = childrenOf(store, parent).find(({ id }) => id === sub_issue_id);
        if (child === undefined) throw new Refusal(notFound);
        child.parent = null;
        return answer(200, place.request, parent);
      }),
    },
    {
      method: 'POST',
      path: `${one}/issue-field-values`,
      handle: atIssue((place, issue) => {
        setFields(place, issue);
        return { status: 200, body: fieldValuesJson(store, place.repository.owner.login, issue) };
      }),
    },
    {
      method: 'DELETE',
      path: `${one}/issue-field-values/{issue_field_id}`,
      handle: atIssue((place, issue) => {
        requireTriage(place);
        if (!issue.fields.delete(Number(place.request.params['issue_field_id']))) throw new Refusal(notFound);
        issue.updatedAt = store.clock.now();
        return { status: 204 };
      }),
    },
  ];
}

function requireTriage({ role }: Visit): void {
  if (!isAtLeast(role, 'triage')) throw new Refusal(failure(403, 'Resource not accessible by personal access token'));
}

/** Eight levels, a hundred sub-issues each, no circles, one parent. Neither issue counts as updated. */
function addSubIssue(place: Visit, parent: StoredIssue, given: z.infer<typeof subIssue>): void {
  const { store } = place;
  requireTriage(place);
  const child = store.issues.get(given.sub_issue_id);
  if (child === undefined) throw new Refusal(notFound);
  if (child.parent !== null && child.parent !== parent.id && given.replace_parent !== true) {
    throw invalid('SubIssue', 'sub_issue_id', 'custom', 'Sub issue may only have one parent');
  }
  const above = ancestors(store, parent);
  if (above.includes(child.id)) throw invalid('SubIssue', 'parent', 'custom', 'Parent cannot be its own sub-issue');
  if (above.length >= 8) throw invalid('SubIssue', 'parent', 'custom', 'Sub issues are nested too deeply');
  if (childrenOf(store, parent).length >= 100) {
    throw invalid('SubIssue', 'parent', 'custom', 'Parent cannot have more than 100 sub-issues');
  }
  child.parent = parent.id;
}

/** With the issue itself. */
function ancestors(store: GithubStore, issue: StoredIssue): readonly number[] {
  const ids: number[] = [];
  for (let next: StoredIssue | undefined = issue; next !== undefined; ) {
    ids.push(next.id);
    next = next.parent === null ? undefined : store.issues.get(next.parent);
  }
  return ids;
}

function setFields(place: Visit, issue: StoredIssue): void {
  const { store, repository, request } = place;
  requireTriage(place);
  const known = store.fields.get(repository.owner.login);
  if (known === undefined) throw new Refusal(notFound);
  for (const { field_id, value } of bodyAs(values, request).issue_field_values) {
    const field = known.find(({ id }) => id === field_id);
    if (field === undefined) throw invalid('IssueFieldValue', 'field_id', 'invalid');
    const chosen = field.options === undefined ? [] : [value].flat();
    const isKind =
      typeof value === (field.type === 'number' ? 'number' : field.type === 'multi_select' ? 'object' : 'string');
    const isDay = field.type !== 'date' || /^\d{4}-\d\d-\d\d$/.test(String(value));
    if (!isKind || !isDay || !chosen.every((name) => field.options?.includes(String(name)))) {
      throw invalid('IssueFieldValue', 'value', 'invalid');
    }
    issue.fields.set(field_id, value);
  }
  issue.updatedAt = store.clock.now();
}
