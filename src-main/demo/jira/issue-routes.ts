import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { RouteContext } from './context.ts';
import { list, noContent, projectOf, refused, requirePermission, typeOf, visibleIssue } from './context.ts';
import type { Json } from './edit-issue.ts';
import { editedFields, invalid, isRecord } from './edit-issue.ts';
import type { JiraType } from './model.ts';
import { createScreen, editScreen } from './screens.ts';

export function issueRoutes(context: RouteContext): readonly Route[] {
  const path = `${context.api}/issue/{issueIdOrKey}`;
  const route = (method: string, at: string, handle: Route['handle']): Route => ({ method, path: at, handle });
  return [
    route('POST', `${context.api}/issue`, (request) => create(context, request)),
    route('GET', path, (request) => read(context, request)),
    route('PUT', path, (request) => edit(context, request)),
    route('DELETE', path, (request) => remove(context, request)),
  ];
}

function read(context: RouteContext, request: ServiceRequest): Reply {
  const issue = visibleIssue(context, request.params['issueIdOrKey'] ?? '');
  const fields = list(request.query.get('fields') ?? '*all');
  const properties = list(request.query.get('properties'));
  return { status: 200, body: context.beans(request).issue(issue, fields, properties) };
}

function bodyOf(request: ServiceRequest): Json {
  const body = request.json();
  if (!isRecord(body)) throw refused(400, 'The request body is missing.');
  return body;
}

function create(context: RouteContext, request: ServiceRequest): Reply {
  const { store } = context;
  const body = bodyOf(request);
  const given = isRecord(body['fields']) ? body['fields'] : {};
  const asked = isRecord(given['project']) ? given['project'] : {};
  const project = store.project(String(asked['key'] ?? asked['id'] ?? ''));
  if (!project?.permissions.browse) throw invalid({ project: 'valid project is required' });
  if (!project.permissions.create) {
    throw invalid({ project: 'You do not have permission to create issues in this project.' });
  }
  const type = givenType(context, given);
  const screen = createScreen(store.site, project, type);
  const fields = editedFields(body, {
    ...{ store, project, type, screen: new Set(screen.map(({ id }) => id)) },
    before: { priority: store.site.defaultPriority },
  });
  const empty = screen.filter(
    ({ id, required, hasDefault }) =>
      required && !hasDefault && !['project', 'issuetype'].includes(id) && isEmpty(fields[id]),
  );
  if (empty.length > 0) {
    const names = new Map(store.site.fields.map(({ id, name }) => [id, name]));
    throw invalid(Object.fromEntries(empty.map(({ id }) => [id, `${names.get(id) ?? id} is required.`])));
  }
  const properties = propertiesIn(body);
  const issue = store.add({ project: project.id, type: type.id, creator: store.site.me.id, fields, properties });
  const { id, key } = issue;
  return { status: 201, body: { id, key, self: `${request.origin}${context.api}/issue/${id}` } };
}

function givenType(context: RouteContext, fields: Json): JiraType {
  const asked = isRecord(fields['issuetype']) ? fields['issuetype'] : {};
  const { types } = context.store.site;
  const found = types.find(({ id, name }) => (asked['id'] === undefined ? name === asked['name'] : id === asked['id']));
  if (found === undefined) throw invalid({ issuetype: 'Specify an issue type' });
  return found;
}

function propertiesIn(body: Json): Record<string, unknown> {
  const given = Array.isArray(body['properties']) ? body['properties'] : [];
  return Object.fromEntries(given.flatMap((one) => (isRecord(one) ? [[String(one['key']), one['value']]] : [])));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function edit(context: RouteContext, request: ServiceRequest): Reply {
  const { store } = context;
  const issue = visibleIssue(context, request.params['issueIdOrKey'] ?? '');
  const project = projectOf(context, issue);
  requirePermission(project, 'edit');
  if (
    request.query.get('notifyUsers') === 'false' &&
    !project.permissions.administer &&
    store.site.deployment === 'datacenter'
  ) {
    throw refused(403, 'To discard the user notification either admin or project admin permissions are required.');
  }
  const body = bodyOf(request);
  const given = isRecord(body['fields']) ? body['fields'] : {};
  const before = typeOf(context, issue.type);
  const type = 'issuetype' in given ? givenType(context, given) : before;
  if (type.level !== before.level) throw invalid({ issuetype: 'The issue type selected is invalid.' });
  const fields = editedFields(body, {
    store,
    project,
    type,
    screen: editScreen(store.site, type),
    before: issue.fields,
  });
  issue.fields = fields;
  issue.type = type.id;
  Object.assign(issue.properties, propertiesIn(body));
  store.touch(issue);
  return noContent;
}

function remove(context: RouteContext, request: ServiceRequest): Reply {
  const { store } = context;
  const issue = visibleIssue(context, request.params['issueIdOrKey'] ?? '');
  requirePermission(projectOf(context, issue), 'delete');
  const subtasks = store.childrenOf(issue.id).filter(({ type }) => typeOf(context, type).level < 0);
  if (subtasks.length > 0 && request.query.get('deleteSubtasks') !== 'true') {
    throw refused(
      400,
      `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    );
  }
  for (const { id } of subtasks) store.remove(id);
  for (const child of store.childrenOf(issue.id)) child.fields['parent'] = null;
  store.remove(issue.id);
  return noContent;
}
