/** One seeded bug of the design (correctness.md 1.9): what is put in the place of what. */
export interface Mutant {
  readonly number: number;
  readonly name: string;
  /** Empty: the feature does not exist yet; `absent` says which. */
  readonly edits: readonly Edit[];
  readonly absent?: string;
  /** Folders or files of tests that know this part best, asked first. */
  readonly first?: readonly string[];
}

export interface Edit {
  readonly file: string;
  /** Has to be there exactly once. */
  readonly find: string;
  readonly put: string;
}

const engine = (file: string): string => `src-main/core/engine/${file}.ts`;
const sync = (file: string): string => `src-shared/sync/${file}.ts`;
const redmine = (file: string): string => `src-main/connectors/redmine/${file}.ts`;

/** Bugs that other programs of this kind really have or had. */
export const mutants: readonly Mutant[] = [
  {
    number: 1,
    name: 'base advanced before push',
    edits: [
      {
        file: sync('push-changes'),
        find: "if (changes.length > 0) act(draft, 'update', place.endpoint.id, { link, fields: changes, from });",
        put: `if (changes.length === 0) return;
  act(draft, 'update', place.endpoint.id, { link, fields: changes, from });
  for (const { field, after } of changes) agree(draft, place.endpoint.id, field, after);`,
      },
    ],
  },
  {
    number: 2,
    name: 'base is the value that was sent, and the server normalises',
    edits: [
      {
        file: engine('confirmed-base'),
        find: 'if (value === undefined) continue;\n    base[name] = value;',
        put: 'if (value === undefined) continue;\n    base[name] = said;',
      },
    ],
    first: ['tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 3,
    name: 'absence in a listing is a deletion',
    edits: [
      {
        file: engine('prove-deletions'),
        find: 'await storeDeletions(tx, context, place, second.missing);',
        put: 'await storeDeletions(tx, context, place, batch);',
      },
    ],
    first: ['tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 4,
    name: '403 is a deletion',
    edits: [{ file: 'src-main/connectors/kit/map-http-error.ts', find: "403: 'forbidden'", put: "403: 'not-found'" }],
    first: ['tests/unit/connectors/kit/map-http-error.test.ts'],
  },
  {
    number: 5,
    name: 'an empty list deletes all',
    edits: [
      {
        file: engine('prove-deletions'),
        find: 'await storeDeletions(tx, context, place, second.missing);',
        put: 'await storeDeletions(tx, context, place, listed.size === 0 ? batch : second.missing);',
      },
    ],
    first: ['tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 6,
    name: 'the cursor moves before its page is stored',
    edits: [
      {
        file: engine('observe'),
        find: "await context.store.transaction('page', async (tx) => {",
        put: `if (page.cursor !== null) await context.store.transaction('page', (tx) => tx.endpoints.put(next));
  await context.store.transaction('page', async (tx) => {`,
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 7,
    name: '> instead of >= on equal times of change',
    edits: [
      {
        file: redmine('pull-issues'),
        find: 'withOverlap(since)}',
        put: 'wholeSeconds(Date.parse(since) + 1_000)}',
      },
    ],
    first: ['tests/unit/connectors/redmine/pull.test.ts', 'tests/unit/connectors/redmine/cursor.test.ts'],
  },
  {
    number: 8,
    name: 'cursor from the local clock',
    edits: [
      {
        file: redmine('pull-issues'),
        find: 'const mark = under === null ? markOf(newest) : under.mark;',
        put: 'const mark = under === null ? wholeSeconds(Date.now()) : under.mark;',
      },
    ],
    first: ['tests/unit/connectors/redmine/pull.test.ts'],
  },
  {
    number: 9,
    name: 'what is dirty is decided by milliseconds',
    edits: [
      {
        file: engine('store-observations'),
        find: 'return Object.entries(observation.fields).some(([name, value]) => !sameValue(name, base[name], value));',
        put: "return Date.parse(observation.updatedAt ?? '') > Date.parse(link.evidence?.at ?? '');",
      },
    ],
    first: ['tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 10,
    name: 'a time in the future is written again and again',
    edits: [
      {
        file: sync('push-changes'),
        find: 'if (sameValue(name, projected.value, base)) return null;',
        put: `const seen = link.observation;
  if (Date.parse(seen?.updatedAt ?? '') > Date.parse(seen?.seenAt ?? '')) return { field: name, before: observed, after: projected.value };
  if (sameValue(name, projected.value, base)) return null;`,
      },
    ],
  },
  {
    number: 11,
    name: 'the newest time wins, whatever the policy',
    edits: [
      {
        file: sync('decide-conflict'),
        find: "if (policy === 'newest') return byTime(ours, theirs);",
        put: "if (policy !== 'priority') return byTime(ours, theirs);",
      },
    ],
  },
  {
    number: 12,
    name: 'a create is sent again without a look-up',
    edits: [
      {
        file: engine('execute-ops'),
        find: 'if (mayHaveArrived || mayBeThere) {',
        put: 'if (mayBeThere) {',
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 13,
    name: 'one look-up by a lagging search is believed',
    edits: [{ file: engine('execute-ops'), find: 'if (since < settleMs) return', put: 'if (since < 0) return' }],
    first: ['tests/unit/core/engine'],
  },
  {
    number: 14,
    name: 'the marker is added by a second request',
    edits: [
      {
        file: redmine('redmine-connector'),
        find: '...newIssue(fields, identity, frame) };\n      const created = readIssue(await client.createIssue(attributes));',
        put: `...newIssue(fields, null, frame) };
      const created = readIssue(await client.createIssue(attributes));
      await client.updateIssue(String(created.id), { description: withMarker(String(fields['body'] ?? ''), identity, 'textile') });`,
      },
      {
        file: redmine('redmine-connector'),
        find: "import { removeIssue } from './remove-issue.ts';",
        put: "import { removeIssue } from './remove-issue.ts';\nimport { withMarker } from './identity.ts';",
      },
    ],
    first: ['tests/unit/connectors/redmine/identity.test.ts', 'tests/unit/connectors/redmine/write.test.ts'],
  },
  {
    number: 15,
    name: 'our own create comes back as a new task',
    edits: [
      {
        file: engine('store-observations'),
        find: "const op = ours.get(record.identity ?? '');",
        put: 'const op: Op | undefined = undefined;',
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 16,
    name: 'echoes are remembered in memory only',
    edits: [
      {
        file: engine('confirmed-base'),
        find: 'if (value === undefined) continue;\n    base[name] = value;',
        put: 'if (value === undefined) continue;',
      },
    ],
    first: ['tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 17,
    name: 'the outbox is not durable when it says so',
    edits: [
      { file: 'src-main/core/store/sqlite/writer.ts', find: "'synchronous = full'", put: "'synchronous = normal'" },
    ],
    first: ['tests/unit/core/store/open-sqlite-store.test.ts'],
  },
  {
    number: 18,
    name: 'acknowledged before the evidence is stored',
    edits: [
      {
        file: engine('settle'),
        find: "await context.store.transaction('settle', (tx) => settleBatch(tx, context, place, batch, records));",
        put: `await context.store.transaction('settle', (tx) => tx.outbox.remove(batch.map(({ op }) => op.id)));
    await context.store.transaction('settle', (tx) => settleBatch(tx, context, place, batch, records));`,
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 19,
    name: 'an attempted create is coalesced away',
    edits: [{ file: engine('commit-plan'), find: 'if (item.creating.has(op.endpoint)) continue;\n', put: '' }],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 20,
    name: 'the deletion of an uncertain create is dropped',
    edits: [
      {
        file: engine('commit-plan'),
        find: 'return item.creating.size > 0 ||',
        put: 'return (item.creating.size > 0 && item.task?.deletedAt == null) ||',
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 21,
    name: 'a timeout counts as not applied',
    edits: [
      {
        file: engine('settle-batch'),
        find: "const mayHaveArrived = error.applied === 'unknown' || op.state === 'uncertain' || op.state === 'attempting';",
        put: 'const mayHaveArrived = false;',
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 22,
    name: '429 counts as a failure and parks',
    edits: [{ file: 'src-shared/errors.ts', find: "'rate-limited': 'later'", put: "'rate-limited': 'after-user'" }],
    first: ['tests/integration/engine/problems.test.ts', 'tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 23,
    name: 'Retry-After as a date is ignored',
    edits: [
      {
        file: 'src-main/connectors/kit/retry-after.ts',
        find: "if (until === null) return null;\n  return Math.max(0, until - (httpDate(headers['date']) ?? now));",
        put: 'return until === null ? null : null;',
      },
    ],
    first: ['tests/unit/connectors/kit/retry-after.test.ts'],
  },
  {
    number: 24,
    name: '401 drops the write',
    edits: [
      {
        file: engine('settle-batch'),
        find: "if (error.retry !== 'later' && error.code !== 'auth-expired') {",
        put: `if (error.code === 'auth-expired') {
    rows.doneOps.push(op.id);
    return;
  }
  if (error.retry !== 'later') {`,
      },
    ],
    first: ['tests/integration/engine/problems.test.ts', 'tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 25,
    name: 'the whole record is written and overwrites foreign fields',
    edits: [
      {
        file: engine('commit-plan'),
        find: 'fields: Object.fromEntries(action.fields.map(({ field, after }) => [field, after])),',
        put: 'fields: { ...link?.observation?.fields, ...Object.fromEntries(action.fields.map(({ field, after }) => [field, after])) },',
      },
    ],
    first: ['tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 26,
    name: 'labels are replaced instead of merged',
    edits: [
      {
        file: sync('merge-fields'),
        find: 'value: mergeSets(asSet(base), asSet(ours), asSet(theirs)) }',
        put: 'value: asSet(theirs) }',
      },
    ],
  },
  {
    number: 27,
    name: 'removing and adding at once loses a label',
    edits: [
      {
        file: sync('merge-fields'),
        find: '(b.has(one) ? o.has(one) && t.has(one) : true)',
        put: 'o.has(one) && t.has(one)',
      },
    ],
  },
  {
    number: 28,
    name: 'a mirrored comment is mirrored back',
    edits: [
      {
        file: sync('take-comments'),
        find: 'const identity = observation.identity ?? place.identityOf(remoteId);',
        put: 'const identity = place.identityOf(remoteId);',
      },
      {
        file: sync('take-comments'),
        find: 'const isMarked = observation.identity !== null;',
        put: 'const isMarked = false;',
      },
    ],
    first: ['tests/unit/sync/plan-comments.test.ts', 'tests/integration/engine/comments.test.ts'],
  },
  {
    number: 29,
    name: 'a foreign comment is edited',
    edits: [
      {
        file: sync('push-comments'),
        find: 'if (isEcho || !link.observation.isOwn) return null;',
        put: 'if (isEcho) return null;',
      },
    ],
    first: ['tests/unit/sync/plan-comments.test.ts', 'tests/integration/engine/comments.test.ts'],
  },
  {
    number: 30,
    name: 'a lossy priority table goes back and forth',
    edits: [
      {
        file: sync('apply-mapping'),
        find: 'if (back.ok && !isEmpty(taskNow) && sameValue(field, back.value, value)) return { ok: true, value: taskNow };',
        put: '',
      },
    ],
  },
  {
    number: 31,
    name: 'two links to one record both write',
    edits: [
      {
        file: engine('settle-write'),
        find: 'id: before?.id ?? holderOf(desk, op, record)?.id ?? context.ports.ids.next(),',
        put: 'id: before?.id ?? context.ports.ids.next(),',
      },
    ],
    first: ['tests/integration/engine/crash.test.ts'],
  },
  {
    number: 32,
    name: 'a parent cycle after two moves',
    edits: [],
    absent: 'nothing in the planner refuses a parent that is below its own child (S25): the bug itself is still in',
  },
  {
    number: 33,
    name: 'a child is created before its parent',
    edits: [
      {
        file: engine('execute-ops'),
        find: '.sort(([a], [b]) => a - b)',
        put: '.sort(([a], [b]) => b - a)',
      },
    ],
    first: ['tests/integration/engine/late-parent.test.ts', 'tests/integration/engine/two-way.test.ts'],
  },
  {
    number: 34,
    name: 'a stale replica reverts a local edit',
    edits: [
      {
        file: engine('store-observations'),
        find: 'if (before && isStale(place, before, record)) continue;',
        put: '',
      },
    ],
  },
  {
    number: 35,
    name: 'a restored old database pushes old values',
    edits: [
      {
        file: 'src-main/core/store/sqlite/lease.ts',
        find: 'if (seen > meta.fence) forgetBases(db, now);',
        put: 'if (seen > meta.fence + Number.MAX_SAFE_INTEGER) forgetBases(db, now);',
      },
    ],
    first: ['tests/unit/core/store/single-writer.test.ts', 'tests/unit/core/store/open-sqlite-store.test.ts'],
  },
  {
    number: 36,
    name: 'two programs write to one database',
    edits: [
      {
        file: 'src-main/core/store/sqlite/lease.ts',
        find: 'return this.#db.first(fenceNow)?.fence === this.#fence;',
        put: 'return this.#db.first(fenceNow) !== undefined;',
      },
    ],
    first: ['tests/unit/core/store/single-writer.test.ts'],
  },
  {
    number: 37,
    name: 'a date is shifted by the time zone',
    edits: [
      {
        file: sync('convert-when'),
        find: 'dayOf(when, endpoint.timeZone)',
        put: "dayOf(when, 'UTC')",
      },
    ],
  },
  {
    number: 38,
    name: 'composition and line ends count as edits',
    edits: [
      {
        file: 'src-shared/domain/field.ts',
        find: "return kindOf(field) === 'text' ? normalText(a) === normalText(b) : a.trim().normalize() === b.trim().normalize();",
        put: 'return a.trim() === b.trim();',
      },
    ],
  },
  {
    number: 39,
    name: 'conflict markers are written to a service',
    edits: [
      {
        file: sync('merge-fields'),
        find: '} else return null;\n  }\n  return merged;',
        put: "} else merged.push('<<<<<<<', ...region.aContent, '=======', ...region.bContent, '>>>>>>>');\n  }\n  return merged;",
      },
    ],
  },
  {
    number: 40,
    name: 'a mapping edit rewrites everything',
    edits: [
      {
        file: sync('guard-plan'),
        find: 'return [...unseen(census, unseenChanges), ...outgoing(census, totals)];',
        put: 'return unseenChanges.length < 0 ? [] : outgoing(census, totals);',
      },
    ],
    first: ['tests/integration/engine/brakes.test.ts', 'tests/unit/sync'],
  },
];
