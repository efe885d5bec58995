import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { RouteContext } from './context.ts';
import { list, noContent, projectOf, refused, requirePermission, typeOf, visibleIssue } from './context.ts';
import { editedFields, invalid, isRecord } from './edit-issue.ts';
import type { JiraIssue, JiraTransition } from './model.ts';

/** Those that are open to the issue now. */
export function openTransitions(context: RouteContext, issue: JiraIssue): readonly JiraTransition[] {
  return projectOf(context, issue).transitions.filter(
    ({ from, to, condition }) =>
      (from === 'any' ? to !== issue.status : from.includes(issue.status)) && (condition?.(issue) ?? true),
  );
}

export function transitionRoutes(context: RouteContext): readonly Route[] {
  const path = `${context.api}/issue/{issueIdOrKey}/transitions`;
  const read = (request: ServiceRequest): Reply => {
    const issue = visibleIssue(context, request.params['issueIdOrKey'] ?? '');
    const beans = context.beans(request);
    const withFields = list(request.query.get('expand')).includes('transitions.fields');
    const transitions = openTransitions(context, issue).map((one) =>
      beans.transition(one, projectOf(context, issue), withFields),
    );
    return { status: 200, body: { expand: 'transitions', transitions } };
  };
  const carryOut = (request: ServiceRequest): Reply => {
    const issue = visibleIssue(context, request.params['issueIdOrKey'] ?? '');
    requirePermission(projectOf(context, issue), 'edit');
    const body = request.json();
    const wanted = isRecord(body) && isRecord(body['transition']) ? String(body['transition']['id']) : '';
    const transition = openTransitions(context, issue).find(({ id }) => id === wanted);
    if (transition === undefined || !isRecord(body)) {
      throw refused(400, `It seems that you have tried to perform an illegal workflow operation.`);
    }
    move(context, issue, transition, body);
    return noContent;
  };
  return [
    { method: 'GET', path, handle: read },
    { method: 'POST', path, handle: carryOut },
  ];
}

function move(
  context: RouteContext,
  issue: JiraIssue,
  { to, screen = [] }: JiraTransition,
  body: Readonly<Record<string, unknown>>,
): void {
  const { store } = context;
  const [project, type] = [projectOf(context, issue), typeOf(context, issue.type)];
  const onScreen = new Set(screen.map(({ id }) => id));
  const fields = editedFields(body, { store, project, type, screen: onScreen, before: issue.fields });
  const missing = screen.filter(({ id, required, hasDefault }) => required && !hasDefault && isEmpty(fields[id]));
  if (missing.length > 0) {
    const names = new Map(store.site.fields.map(({ id, name }) => [id, name]));
    throw invalid(Object.fromEntries(missing.map(({ id }) => [id, `${names.get(id) ?? id} is required.`])));
  }
  // What most workflows do when work is taken up again.
  const isDone = store.site.statuses.find(({ id }) => id === to)?.category === 'done';
  issue.fields = isDone ? fields : { ...fields, resolution: null };
  issue.status = to;
  store.touch(issue);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
