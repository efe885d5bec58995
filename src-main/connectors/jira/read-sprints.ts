import { z } from 'zod';
import type { FieldOption } from '../../../src-shared/connector/connector.ts';
import { check, type JiraClient } from './jira-client.ts';

const boardsSchema = z.object({
  values: z.array(z.object({ id: z.number().int(), type: z.string().nullish() })),
  isLast: z.boolean().nullish(),
});
const sprintsSchema = z.object({
  values: z.array(z.object({ id: z.number().int(), name: z.string(), state: z.string() })),
  isLast: z.boolean().nullish(),
});

const mostBoards = 10;

/** Sprints that an issue can be put into; null: this Jira has no boards, or does not show them to us. */
export async function readSprints(client: JiraClient, project: string): Promise<readonly FieldOption[] | null> {
  const read = async <S extends z.ZodType>(
    schema: S,
    path: string,
    query: Readonly<Record<string, string | number>>,
  ) => {
    // Boards without sprints answer 400; an OAuth token without the scope for boards is refused with 401.
    const answer = await client.send({
      method: 'GET',
      path: `rest/agile/1.0/${path}`,
      query,
      expect: [400, 401, 403, 404],
    });
    return answer.status === 200 ? check(schema, answer) : null;
  };
  const boards = await read(boardsSchema, 'board', { projectKeyOrId: project, maxResults: mostBoards });
  if (boards === null) return null;
  const sprints = new Map<string, FieldOption>();
  for (const { id, type } of boards.values.slice(0, mostBoards)) {
    if (type === 'kanban') continue;
    const page = await read(sprintsSchema, `board/${id}/sprint`, { state: 'active,future', maxResults: 50 });
    for (const sprint of page?.values ?? [])
      sprints.set(String(sprint.id), { value: String(sprint.id), label: sprint.name });
  }
  return [...sprints.values()];
}
