import type { RealServer } from '../servers/real-server.ts';
import { type Draft, parseTitle, type Side, type SoakRecord } from './side.ts';

interface Issue {
  readonly id: number;
  readonly subject: string;
  readonly description: string;
}

/** Redmine has no preconditions: its client is used only while nobody else writes. */
export function redmineSide(name: string, server: RealServer): Side {
  const send = async (method: string, path: string, body?: object): Promise<Response> => {
    const headers = { 'X-Redmine-API-Key': server.api_key ?? '', 'Content-Type': 'application/json' };
    const answer = await fetch(new URL(path, server.base), {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok && answer.status !== 404) throw new Error(`Redmine answered ${answer.status} to our own ${method}`);
    return answer;
  };
  const read = async (id: string): Promise<Issue | null> => {
    const answer = await send('GET', `/issues/${id}.json`);
    return answer.ok ? ((await answer.json()) as { issue: Issue }).issue : null;
  };

  return {
    name,
    hasLabels: false,
    hasPreconditions: false,
    all: async () => {
      const found: SoakRecord[] = [];
      for (;;) {
        const query = `project_id=tasks&status_id=*&sort=id&limit=100&offset=${found.length}`;
        const answer = await send('GET', `/issues.json?${query}`);
        const { issues, total_count: total } = (await answer.json()) as { issues: Issue[]; total_count: number };
        found.push(...issues.map(parse));
        if (found.length >= total) return found;
      }
    },
    create: async (draft) => {
      await send('POST', '/issues.json', { issue: { project_id: 'tasks', ...write(draft) } });
    },
    edit: async (id, change) => {
      const now = await read(id);
      const next = now && change(parse(now));
      if (!now || !next) return false;
      const before = write(parse(now));
      const wanted = write(next);
      const changed = Object.entries(wanted).filter(([field, value]) => before[field] !== value);
      // The text carries a marker of ours at its end, which a person leaves alone.
      const fields = changed.map(([field, value]) => [field, field === 'description' ? value + markerOf(now) : value]);
      await send('PUT', `/issues/${id}.json`, { issue: Object.fromEntries(fields) });
      return true;
    },
    remove: async (id) => {
      const now = await read(id);
      if (!now) return null;
      await send('DELETE', `/issues/${id}.json`);
      return parse(now);
    },
    snapshot: async (path) => {
      const id = /\/issues\/(\d+)\.json/.exec(path)?.[1];
      const issue = id === undefined ? null : await read(id);
      return issue && JSON.stringify({ ...issue, updated_on: null, closed_on: null });
    },
    close: () => server.stop(),
  };
}

/** Whatever stands behind the last of the body's own lines. */
function markerOf({ description }: Issue): string {
  const end = description.lastIndexOf('bottom');
  return end < 0 ? '' : description.slice(end + 'bottom'.length);
}

function parse(issue: Issue): SoakRecord {
  const marker = markerOf(issue);
  const body = issue.description.slice(0, issue.description.length - marker.length);
  return {
    id: String(issue.id),
    ...parseTitle(issue.subject),
    lines: body.split(/\r?\n/).filter((line) => line !== ''),
    labels: [],
  };
}

function write({ key, title, lines }: Draft): Record<string, string> {
  return { subject: `${key} ${title}`, description: lines.join('\n') };
}
