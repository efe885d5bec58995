import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { RouteContext } from './context.ts';
import { list, noContent, pageOf, refused, visibleIssue } from './context.ts';
import { invalid, isRecord } from './edit-issue.ts';
import type { JiraComment, JiraIssue } from './model.ts';

export function commentRoutes(context: RouteContext): readonly Route[] {
  const all = `${context.api}/issue/{issueIdOrKey}/comment`;
  const route = (method: string, path: string, handle: Route['handle']): Route => ({ method, path, handle });
  return [
    route('GET', all, (request) => read(context, request)),
    route('POST', all, (request) => create(context, request)),
    route('PUT', `${all}/{id}`, (request) => edit(context, request)),
    route('DELETE', `${all}/{id}`, (request) => remove(context, request)),
  ];
}

function issueOf(context: RouteContext, { params }: ServiceRequest): JiraIssue {
  return visibleIssue(context, params['issueIdOrKey'] ?? '');
}

function read(context: RouteContext, request: ServiceRequest): Reply {
  const issue = issueOf(context, request);
  const beans = context.beans(request);
  const { startAt, maxResults, total, page } = pageOf(request, issue.comments, 100);
  const withProperties = list(request.query.get('expand')).includes('properties');
  const comments = page.map((comment) => beans.comment(comment, issue, withProperties));
  return { status: 200, body: { startAt, maxResults, total, comments } };
}

function bodyIn(context: RouteContext, request: ServiceRequest) {
  const given = request.json();
  if (!isRecord(given)) throw refused(400, 'The request body is missing.');
  const { body } = given;
  const isCloud = context.store.site.deployment === 'cloud';
  const isText = isCloud
    ? isRecord(body) && body['type'] === 'doc' && Array.isArray(body['content']) && body['content'].length > 0
    : typeof body === 'string' && body.trim() !== '';
  if (!isText) throw invalid({ comment: 'Comment body can not be empty!' });
  const properties = Array.isArray(given['properties']) ? given['properties'].filter(isRecord) : null;
  const visibility = visibilityOf(given['visibility']);
  return {
    ...{ body, visibility },
    properties: properties?.map(({ key, value }) => ({ key: String(key), value })) ?? null,
  };
}

function create(context: RouteContext, request: ServiceRequest): Reply {
  const issue = issueOf(context, request);
  const { body, visibility, properties } = bodyIn(context, request);
  const { store } = context;
  const made = store.comment(issue, { author: store.site.me.id, body, visibility, properties: properties ?? [] });
  return { status: 201, body: context.beans(request).comment(made, issue, wantsProperties(request)) };
}

function wantsProperties({ query }: ServiceRequest): boolean {
  return list(query.get('expand')).includes('properties');
}

function commentOf(issue: JiraIssue, { params }: ServiceRequest): JiraComment {
  const found = issue.comments.find(({ id }) => id === params['id']);
  if (found === undefined) throw refused(404, `Can not find a comment for the id: ${params['id'] ?? ''}.`);
  return found;
}

function edit(context: RouteContext, request: ServiceRequest): Reply {
  const issue = issueOf(context, request);
  const comment = commentOf(issue, request);
  const { body, visibility, properties } = bodyIn(context, request);
  Object.assign(comment, { body, visibility, updated: context.store.now() });
  if (properties !== null) comment.properties = properties;
  return { status: 200, body: context.beans(request).comment(comment, issue, wantsProperties(request)) };
}

function remove(context: RouteContext, request: ServiceRequest): Reply {
  const issue = issueOf(context, request);
  const comment = commentOf(issue, request);
  issue.comments = issue.comments.filter((one) => one !== comment);
  context.store.touch(issue);
  return noContent;
}

function visibilityOf(given: unknown): JiraComment['visibility'] {
  if (!isRecord(given)) return null;
  const { type, value } = given;
  if (type !== 'group' && type !== 'role') throw invalid({ visibility: 'Visibility is of a group or a role.' });
  return { type, value: String(value) };
}
