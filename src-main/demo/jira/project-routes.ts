import type { Route, ServiceRequest } from '../kit/routes.ts';
import { fieldSchema } from './beans.ts';
import type { RouteContext } from './context.ts';
import { pageOf, refused, typeOf, visibleProject } from './context.ts';
import type { JiraProject, Permissions } from './model.ts';
import { createScreen } from './screens.ts';

/** Projects and what their issues are made of. */
export function projectRoutes(context: RouteContext): readonly Route[] {
  const { store, api } = context;
  const { site } = store;
  const isCloud = site.deployment === 'cloud';
  const get = (path: string, read: (request: ServiceRequest) => unknown): Route => ({
    ...{ method: 'GET', path },
    handle: (request) => ({ status: 200, body: read(request) }),
  });
  const asked = ({ params }: ServiceRequest): JiraProject => visibleProject(context, params['projectIdOrKey'] ?? '');
  const browsable = (): readonly JiraProject[] =>
    [...store.projects.values()].filter(({ permissions }) => permissions.browse);
  const paged = (request: ServiceRequest, name: string, items: readonly unknown[], most: number) => {
    const { page, isLast, ...place } = pageOf(request, items, most);
    return { ...place, ...(name === 'values' && { isLast }), [name]: page };
  };
  const meta = `${api}/issue/createmeta/{projectIdOrKey}/issuetypes`;

  return [
    isCloud
      ? get(`${api}/project/search`, (request) => {
          const canCreate = request.query.get('action') === 'create';
          const found = browsable().filter(({ permissions }) => !canCreate || permissions.create);
          return paged(request, 'values', found.map(context.beans(request).project), 100);
        })
      : get(`${api}/project`, (request) => browsable().map(context.beans(request).project)),
    get(`${api}/project/{projectIdOrKey}`, (request) => {
      const beans = context.beans(request);
      return { ...beans.project(asked(request)), issueTypes: site.types.map(beans.type) };
    }),
    get(`${api}/project/{projectIdOrKey}/statuses`, (request) => {
      const beans = context.beans(request);
      asked(request);
      return site.types.map(({ id, name, level }) => ({
        ...{ self: `${request.origin}${api}/issuetype/${id}`, id, name, subtask: level < 0 },
        statuses: site.statuses.map((status) => beans.status(status.id)),
      }));
    }),
    get(`${api}/project/{projectIdOrKey}/versions`, (request) =>
      asked(request).versions.map(({ id }) => context.beans(request).version(id)),
    ),
    get(meta, (request) => {
      const project = asked(request);
      const types = project.permissions.create ? site.types.map(context.beans(request).type) : [];
      return paged(request, isCloud ? 'issueTypes' : 'values', types, 200);
    }),
    get(`${meta}/{issueTypeId}`, (request) => {
      const project = asked(request);
      const type = typeOf(context, request.params['issueTypeId'] ?? '');
      const beans = context.beans(request);
      const byId = new Map(site.fields.map((field) => [field.id, field]));
      const fields = createScreen(site, project, type).flatMap((screen) => {
        const field = byId.get(screen.id);
        return field === undefined ? [] : [{ ...beans.screenField(field, screen, project, type), fieldId: field.id }];
      });
      return paged(request, isCloud ? 'fields' : 'values', fields, 200);
    }),
    get(`${api}/field`, () =>
      site.fields.map((field) => ({
        ...{ id: field.id, name: field.name, custom: field.custom !== undefined, orderable: true, navigable: true },
        ...{ searchable: true, clauseNames: [field.id], schema: fieldSchema(field) },
        ...(isCloud && { key: field.id }),
      })),
    ),
    get(`${api}/status`, (request) => site.statuses.map(({ id }) => context.beans(request).status(id))),
    get(`${api}/priority`, (request) =>
      site.priorities.map(({ id }) => ({
        ...context.beans(request).priority(id),
        ...(isCloud && { isDefault: id === site.defaultPriority }),
        ...{ description: '', statusColor: '#fff' },
      })),
    ),
    get(`${api}/user/assignable/search`, (request) => {
      visibleProject(context, request.query.get('project') ?? '');
      const { page } = pageOf(request, site.users, 1_000);
      return page.map(context.beans(request).person);
    }),
    get(`${api}/myself`, (request) => context.beans(request).person(site.me)),
    get(`${api}/serverInfo`, ({ origin }) => ({
      ...{
        baseUrl: origin,
        version: isCloud ? '1001.0.0-SNAPSHOT' : '9.12.4',
        deploymentType: isCloud ? 'Cloud' : 'Server',
      },
      ...{ versionNumbers: isCloud ? [1001, 0, 0] : [9, 12, 4], buildNumber: 100_000, serverTitle: 'Jira' },
    })),
    get(`${api}/mypermissions`, (request) => ({ permissions: permissionsOf(context, request) })),
    get('/rest/agile/1.0/board', (request) => {
      const project = visibleProject(context, request.query.get('projectKeyOrId') ?? '');
      const self = `${request.origin}/rest/agile/1.0/board/${project.id}`;
      return paged(
        request,
        'values',
        [{ id: Number(project.id), self, name: `${project.key} board`, type: 'scrum' }],
        50,
      );
    }),
    get('/rest/agile/1.0/board/{boardId}/sprint', (request) => {
      const project = store.projects.get(request.params['boardId'] ?? '');
      if (project === undefined) throw refused(404, 'Board does not exist or you do not have permission to see it.');
      const states = (request.query.get('state') ?? 'active,future,closed').split(',');
      const found = project.sprints.filter(({ state }) => states.includes(state));
      const board = { originBoardId: Number(project.id) };
      const sprints = found.map((sprint) => ({
        ...{ ...sprint, ...board, self: `${request.origin}/rest/agile/1.0/sprint/${sprint.id}` },
      }));
      return paged(request, 'values', sprints, 50);
    }),
  ];
}

const permissionKeys: Readonly<Record<string, keyof Permissions>> = {
  BROWSE_PROJECTS: 'browse',
  CREATE_ISSUES: 'create',
  EDIT_ISSUES: 'edit',
  DELETE_ISSUES: 'delete',
  ADMINISTER_PROJECTS: 'administer',
};

function permissionsOf({ store }: RouteContext, { query }: ServiceRequest) {
  const key = query.get('projectKey');
  const project = key === null ? undefined : store.project(key);
  if (key !== null && !project?.permissions.browse) throw refused(404, `No project could be found with key '${key}'.`);
  const wanted = query.get('permissions')?.split(',') ?? [...Object.keys(permissionKeys), 'ADMINISTER'];
  const entries = wanted.map((name, index) => {
    const permission = permissionKeys[name];
    const has = permission !== undefined && (project === undefined || project.permissions[permission]);
    const type = permission === undefined ? 'GLOBAL' : 'PROJECT';
    return [name, { id: String(index), key: name, name, type, description: '', havePermission: has }] as const;
  });
  return Object.fromEntries(entries);
}
