import type { Route } from '../kit/routes.ts';
import { need } from './asana-store.ts';
import { createRoute, type Desk, dataOf, textOf, visibleProject } from './desk.ts';
import type { Json } from './opt-fields.ts';
import { pageReply, recordReply } from './paging.ts';
import { badRequest } from './refusals.ts';

/** What tasks stand in and are made of: workspaces, projects, sections, people, tags, custom fields; and the events. */
export function placeRoutes(desk: Desk): readonly Route[] {
  const { store, views } = desk;
  const named = (type: string) => (one: { readonly gid: string; readonly name: string }) => ({
    gid: one.gid,
    resource_type: type,
    name: one.name,
  });
  const projectView = (one: { readonly gid: string; readonly name: string; readonly workspace: string }): Json => ({
    ...named('project')(one),
    workspace: named('workspace')(need(store.workspaces, 'workspace', one.workspace)),
  });

  return [
    createRoute(desk, 'GET', '/workspaces', (request) =>
      pageReply(request, [...store.workspaces.values()], named('workspace')),
    ),

    createRoute(desk, 'GET', '/projects', (request, { user }) => {
      const { query } = request;
      const projects = [...store.projects.values()].filter(
        ({ workspace, archived, members }) =>
          (query.get('workspace') ?? workspace) === workspace &&
          (query.get('archived') ?? String(archived)) === String(archived) &&
          (members === null || members.includes(user)),
      );
      return pageReply(request, projects, projectView);
    }),

    createRoute(desk, 'GET', '/projects/{project_gid}', (request, caller) =>
      recordReply(request, projectView(visibleProject(desk, request.params['project_gid'] ?? '', caller))),
    ),

    createRoute(desk, 'GET', '/projects/{project_gid}/sections', (request, caller) => {
      const { gid } = visibleProject(desk, request.params['project_gid'] ?? '', caller);
      return pageReply(request, store.sectionsOf(gid), named('section'));
    }),

    createRoute(desk, 'GET', '/projects/{project_gid}/custom_field_settings', (request, caller) => {
      const { customFields } = visibleProject(desk, request.params['project_gid'] ?? '', caller);
      const fields = customFields.map((gid) => need(store.customFields, 'custom_field', gid));
      return pageReply(request, fields, (field) => ({
        // Settings have ids of their own, which nobody needs.
        gid: `${field.gid}1`,
        resource_type: 'custom_field_setting',
        custom_field: views.customField(field),
      }));
    }),

    createRoute(desk, 'GET', '/users', (request) =>
      pageReply(request, [...store.users.values()], ({ gid }) => views.user(gid) ?? {}),
    ),

    createRoute(desk, 'GET', '/users/{user_gid}', (request, caller) => {
      const gid = request.params['user_gid'] ?? '';
      const { gid: found } = need(store.users, 'user', gid === 'me' ? caller.user : gid);
      return recordReply(request, views.user(found) ?? {});
    }),

    createRoute(desk, 'GET', '/workspaces/{workspace_gid}/tags', (request) => {
      const { gid } = need(store.workspaces, 'workspace', request.params['workspace_gid'] ?? '');
      const tags = [...store.tags.values()].filter(({ workspace }) => workspace === gid);
      return pageReply(request, tags, named('tag'));
    }),

    createRoute(desk, 'POST', '/workspaces/{workspace_gid}/tags', (request) => {
      const { gid: workspace } = need(store.workspaces, 'workspace', request.params['workspace_gid'] ?? '');
      const tag = { gid: store.nextGid(), name: textOf(dataOf(request), 'name'), workspace };
      store.tags.set(tag.gid, tag);
      return recordReply(request, named('tag')(tag), 201);
    }),

    createRoute(desk, 'GET', '/events', (request, caller) => {
      const { query } = request;
      const resource = query.get('resource');
      if (resource === null) throw badRequest('resource: Missing input');
      visibleProject(desk, resource, caller, 'resource');
      const sync = query.get('sync');
      const found = sync === null ? null : store.events.since(sync, resource);
      if (found === null) {
        const message =
          'Sync token invalid or too old. If you are attempting to keep resources in sync, you must fetch the full dataset for this query now and use the new sync token for the next sync.';
        return { status: 412, body: { errors: [{ message }], sync: store.events.token() } };
      }
      const optFields = new Set((query.get('opt_fields') ?? 'action,resource,parent').split(','));
      const data = found.events.map((event) => {
        const told = views.event(event);
        return Object.fromEntries(Object.entries(told).filter(([name]) => optFields.has(name)));
      });
      return { status: 200, body: { data, sync: found.sync, has_more: found.hasMore } };
    }),
  ];
}
