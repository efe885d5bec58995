import { z } from 'zod';

/** What other programs may rely on (docs/command-line.md). More keys may come; when one of these fails, mend the command. */
const instant = z.iso.datetime();
const when = z.string().nullable();
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const amount = z.int().min(0);

export const runJson = z.object({
  profile: z.string(),
  run: z.string(),
  state: z.enum(['done', 'problems', 'held', 'failed', 'offline', 'stopped']),
  endpoints: z.array(
    z.object({
      endpoint: z.string(),
      connector: z.string(),
      observed: amount,
      created: amount,
      updated: amount,
      closed: amount,
      deleted: amount,
      requests: amount,
    }),
  ),
  tasks: z.object({ created: amount, updated: amount, deleted: amount }),
  conflicts: amount,
  matches: amount,
  problems: z.array(
    z.object({ task: z.string().nullable(), endpoint: z.string(), code: z.string(), message: z.string().min(1) }),
  ),
  pending: amount,
  durationMs: amount,
});

export const conflictJson = z.object({
  id: z.string(),
  task: z.string(),
  title: z.string(),
  field: z.string(),
  before: value,
  sides: z.array(z.object({ side: z.string(), value, by: z.string().nullable(), at: instant.nullable() })).length(2),
  since: instant,
});

export const matchJson = z.object({
  id: z.string(),
  profile: z.string(),
  score: z.number().min(0).max(1),
  reasons: z.array(z.string().min(1)).min(1),
  since: instant,
  sides: z
    .array(
      z.object({
        task: z.string(),
        title: z.string(),
        isNew: z.boolean(),
        records: z.array(z.object({ endpoint: z.string(), remoteId: z.string(), url: z.string().nullable() })),
      }),
    )
    .length(2),
});

export const planJson = z.object({
  profile: z.string(),
  actions: z.array(
    z.object({
      kind: z.enum(['create', 'update', 'close', 'delete', 'restore', 'link', 'unlink']),
      task: z.string(),
      title: z.string(),
      endpoint: z.string(),
      fields: z.array(z.object({ field: z.string(), before: value, after: value })),
    }),
  ),
  conflicts: z.array(conflictJson.partial({ since: true }).extend({ since: z.string() })),
  matches: z.array(matchJson),
  refusals: z.array(z.object({ endpoint: z.string(), message: z.string() })),
  requestsEstimated: amount,
});

export const undoJson = z.object({
  run: z.string(),
  profile: z.string(),
  undo: z.string().nullable(),
  actions: planJson.shape.actions,
  skipped: z.array(
    z.object({
      task: z.string(),
      title: z.string(),
      endpoint: z.string().nullable(),
      field: z.string().nullable(),
      reason: z.string(),
      message: z.string().min(1),
    }),
  ),
});

const verified = z.object({
  state: z.enum(['equal', 'different', 'incomplete']),
  at: instant,
  links: amount,
  equal: amount,
});

export const verifyJson = verified.extend({
  profile: z.string(),
  endpoints: z.array(
    z.object({
      endpoint: z.string(),
      connector: z.string(),
      links: amount,
      equal: amount,
      requests: amount,
      failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
  causes: z.array(z.object({ cause: z.string(), count: amount })),
  differences: z.array(
    z.object({
      endpoint: z.string(),
      task: z.string().nullable(),
      title: z.string().nullable(),
      remoteId: z.string(),
      field: z.string().nullable(),
      cause: z.string(),
      message: z.string().min(1),
      here: value,
      base: value,
      there: value,
    }),
  ),
});

export const taskJson = z.object({
  id: z.string(),
  profile: z.string(),
  title: z.string(),
  body: z.string(),
  status: z.string().nullable(),
  priority: z.string().nullable(),
  assignees: z.array(z.string()),
  labels: z.array(z.string()),
  start: when,
  due: when,
  milestone: z.string().nullable(),
  parent: z.string().nullable(),
  comments: z.array(z.unknown()),
  links: z.array(
    z.object({
      endpoint: z.string(),
      remoteId: z.string().nullable(),
      url: z.string().nullable(),
      state: z.string(),
    }),
  ),
  updatedAt: instant,
});

export const statusJson = z.object({
  state: z.string(),
  profiles: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      lastRun: instant.nullable(),
      nextRun: instant.nullable(),
      pending: amount,
      conflicts: amount,
      matches: amount,
      problems: amount,
      verified: verified.nullable(),
    }),
  ),
  notices: z.array(z.object({ kind: z.enum(['restored', 'safe-mode']), since: instant, text: z.string() })),
});

export const errorJson = z.object({ error: z.object({ code: z.string(), message: z.string().min(1) }) });
