/** One seeded bug of the design (correctness.md 1.9): what is put in the place of what. */
export interface Mutant {
  readonly number: number;
  readonly name: string;
  /** The promise that it breaks. */
  readonly law: string;
  readonly edits: readonly Edit[];
  /** The cheapest test that fails with it; its title names the law. */
  readonly test: DirectTest;
  /** Why the simulated world cannot have it. */
  readonly outsideTheWorld?: string;
}

export interface DirectTest {
  readonly file: string;
  /** A part of the title that no other test of the file has. */
  readonly title: string;
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
    law: 'S2',
    edits: [
      {
        file: sync('push-changes'),
        find: "if (changes.length > 0) act(draft, 'update', place.endpoint.id, { link, fields: changes, from });",
        put: `if (changes.length === 0) return;
  act(draft, 'update', place.endpoint.id, { link, fields: changes, from });
  for (const { field, after } of changes) agree(draft, place.endpoint.id, field, after);`,
      },
    ],
    test: { file: 'tests/integration/engine/evidence.test.ts', title: 'sends what it had planned and not sent' },
  },
  {
    number: 2,
    name: 'base is the value that was sent, and the server normalises',
    law: 'S2',
    edits: [
      {
        file: engine('confirmed-base'),
        find: 'if (value === undefined) continue;\n    base[name] = value;',
        put: 'if (value === undefined) continue;\n    base[name] = said;',
      },
    ],
    test: {
      file: 'tests/unit/core/engine/confirmed-base.test.ts',
      title: 'is what the service made of it, not what was sent',
    },
  },
  {
    number: 3,
    name: 'absence in a listing is a deletion',
    law: 'S8',
    edits: [
      {
        file: engine('prove-deletions'),
        find: 'await storeDeletions(tx, context, place, second.missing);',
        put: 'await storeDeletions(tx, context, place, batch);',
      },
    ],
    test: {
      file: 'tests/integration/engine/stale-answers.test.ts',
      title: 'what it does not name is asked for one by one',
    },
  },
  {
    number: 4,
    name: '403 is a deletion',
    law: 'S8',
    edits: [{ file: 'src-main/connectors/kit/map-http-error.ts', find: "403: 'forbidden'", put: "403: 'not-found'" }],
    test: {
      file: 'tests/unit/connectors/kit/map-http-error.test.ts',
      title: 'takes nothing but 404 and 410 for a record that is not there',
    },
    outsideTheWorld: 'no HTTP there',
  },
  {
    number: 5,
    name: 'an empty list deletes all',
    law: 'S8',
    edits: [
      {
        file: engine('prove-deletions'),
        find: 'await storeDeletions(tx, context, place, second.missing);',
        put: 'await storeDeletions(tx, context, place, listed.size === 0 ? batch : second.missing);',
      },
    ],
    test: {
      file: 'tests/integration/engine/stale-answers.test.ts',
      title: 'though it is empty and the only task is missing',
    },
  },
  {
    number: 6,
    name: 'the cursor moves before its page is stored',
    law: 'S11',
    edits: [
      {
        file: engine('observe'),
        find: "await context.store.transaction('page', async (tx) => {",
        put: `if (page.cursor !== null) await context.store.transaction('page', (tx) => tx.endpoints.put(next));
  await context.store.transaction('page', async (tx) => {`,
      },
    ],
    test: { file: 'tests/integration/engine/crash.test.ts', title: 'killed before it is durable' },
  },
  {
    number: 7,
    name: '> instead of >= on equal times of change',
    law: 'S11',
    edits: [
      {
        file: redmine('pull-issues'),
        find: 'withOverlap(since)}',
        put: 'wholeSeconds(Date.parse(since) + 1_000)}',
      },
    ],
    test: { file: 'tests/unit/connectors/redmine/pull.test.ts', title: 'sees a second change within one second' },
    outsideTheWorld: 'no Redmine there',
  },
  {
    number: 8,
    name: 'cursor from the local clock',
    law: 'S27',
    edits: [
      {
        file: redmine('pull-issues'),
        find: 'const mark = under === null ? markOf(newest) : under.mark;',
        put: 'const mark = under === null ? wholeSeconds(Date.now()) : under.mark;',
      },
    ],
    test: {
      file: 'tests/unit/connectors/redmine/pull.test.ts',
      title: 'is not led astray by a change from the future',
    },
    outsideTheWorld: 'no Redmine there',
  },
  {
    number: 9,
    name: 'what is dirty is decided by milliseconds',
    law: 'S27',
    edits: [
      {
        file: engine('store-observations'),
        find: 'return Object.entries(observation.fields).some(([name, value]) => !sameValue(name, base[name], value));',
        put: "return Date.parse(observation.updatedAt ?? '') > Date.parse(link.evidence?.at ?? '');",
      },
    ],
    test: {
      file: 'tests/integration/engine/clocks.test.ts',
      title: 'an edit at a service whose clock is behind is an edit',
    },
  },
  {
    number: 10,
    name: 'a time in the future is written again and again',
    law: 'S5',
    edits: [
      {
        file: sync('push-changes'),
        find: 'if (sameValue(name, projected.value, base)) return null;',
        put: `const seen = link.observation;
  if (Date.parse(seen?.updatedAt ?? '') > Date.parse(seen?.seenAt ?? '')) return { field: name, before: observed, after: projected.value };
  if (sameValue(name, projected.value, base)) return null;`,
      },
      {
        file: engine('store-observations'),
        find: 'if (!base || !observation || marks?.frozen) return true;',
        put: `if (!base || !observation || marks?.frozen) return true;
  if (Date.parse(observation.updatedAt ?? '') > Date.parse(observation.seenAt)) return true;`,
      },
    ],
    test: {
      file: 'tests/integration/engine/clocks.test.ts',
      title: 'a record from the future is written once and not again',
    },
  },
  {
    number: 11,
    name: 'the newest time wins, whatever the policy',
    law: 'S27',
    edits: [
      {
        file: sync('decide-conflict'),
        find: "if (policy === 'newest') return byTime(ours, theirs);",
        put: "if (policy !== 'priority') return byTime(ours, theirs);",
      },
    ],
    test: { file: 'tests/unit/sync/plan-item.test.ts', title: 'manual asks a person, whichever edit is the later one' },
  },
  {
    number: 12,
    name: 'a create is sent again without a look-up',
    law: 'S4',
    edits: [
      {
        file: engine('execute-ops'),
        find: 'if (mayHaveArrived || mayBeThere) {',
        put: 'if (mayBeThere) {',
      },
    ],
    test: { file: 'tests/integration/engine/unknown-outcome.test.ts', title: 'is looked up before it is sent again' },
  },
  {
    number: 13,
    name: 'one look-up by a lagging search is believed',
    law: 'S4',
    edits: [{ file: engine('execute-ops'), find: 'if (since < settleMs) return', put: 'if (since < 0) return' }],
    test: {
      file: 'tests/integration/engine/unknown-outcome.test.ts',
      title: 'is not sent again while the search may still lag behind',
    },
  },
  {
    number: 14,
    name: 'the marker is added by a second request',
    law: 'S4',
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
    test: {
      file: 'tests/unit/connectors/redmine/write.test.ts',
      title: 'has exactly one issue to find after the connection broke behind it',
    },
    outsideTheWorld: 'no Redmine there',
  },
  {
    number: 15,
    name: 'our own create comes back as a new task',
    law: 'S4',
    edits: [
      {
        file: engine('store-observations'),
        find: "const op = ours.get(record.identity ?? '');",
        put: 'const op: Op | undefined = undefined;',
      },
      {
        file: engine('store-observations'),
        find: 'return [...record.references, rootReference(place, record)];',
        put: 'return [...record.references];',
      },
    ],
    test: {
      file: 'tests/integration/engine/unknown-outcome.test.ts',
      title: 'comes back in the feed as the twin that it is',
    },
  },
  {
    number: 16,
    name: 'echoes are remembered in memory only',
    law: 'S5',
    edits: [
      {
        file: engine('confirmed-base'),
        find: 'if (value === undefined) continue;\n    base[name] = value;',
        put: 'if (value === undefined) continue;',
      },
    ],
    test: { file: 'tests/integration/engine/evidence.test.ts', title: 'knows its own write again when it starts anew' },
  },
  {
    number: 17,
    name: 'the outbox is not durable when it says so',
    law: 'S21',
    edits: [
      { file: 'src-main/core/store/sqlite/writer.ts', find: "'synchronous = full'", put: "'synchronous = normal'" },
    ],
    test: { file: 'tests/unit/core/store/open-sqlite-store.test.ts', title: 'is written durably' },
    outsideTheWorld: 'no power loss there',
  },
  {
    number: 18,
    name: 'acknowledged before the evidence is stored',
    law: 'S3',
    edits: [
      {
        file: engine('settle'),
        find: "await context.store.transaction('settle', (tx) => settleBatch(tx, context, place, batch, records));",
        put: `await context.store.transaction('settle', (tx) => tx.outbox.remove(batch.map(({ op }) => op.id)));
    await context.store.transaction('settle', (tx) => settleBatch(tx, context, place, batch, records));`,
      },
    ],
    test: { file: 'tests/integration/engine/evidence.test.ts', title: 'sends again what was not taken' },
  },
  {
    number: 19,
    name: 'an attempted create is coalesced away',
    law: 'S4',
    edits: [{ file: engine('commit-plan'), find: 'if (item.creating.has(op.endpoint)) continue;\n', put: '' }],
    test: {
      file: 'tests/integration/engine/unknown-outcome.test.ts',
      title: 'is not forgotten for the sake of an edit made meanwhile',
    },
  },
  {
    number: 20,
    name: 'the deletion of an uncertain create is dropped',
    law: 'S3',
    edits: [
      {
        file: engine('commit-plan'),
        find: 'return item.creating.size > 0 ||',
        put: 'return (item.creating.size > 0 && item.task?.deletedAt == null) ||',
      },
      {
        file: engine('commit-plan'),
        find: 'if (item.creating.has(op.endpoint)) continue;',
        put: 'if (item.creating.has(op.endpoint) && item.task?.deletedAt == null) continue;',
      },
    ],
    test: {
      file: 'tests/integration/engine/unknown-outcome.test.ts',
      title: 'is found, and then closed, when the task was deleted here meanwhile',
    },
  },
  {
    number: 21,
    name: 'a timeout counts as not applied',
    law: 'S4',
    edits: [
      {
        file: engine('settle-batch'),
        find: "const mayHaveArrived = error.applied === 'unknown' || op.state === 'uncertain' || op.state === 'attempting';",
        put: 'const mayHaveArrived = false;',
      },
    ],
    test: { file: 'tests/integration/engine/unknown-outcome.test.ts', title: 'is looked up before it is sent again' },
  },
  {
    number: 22,
    name: '429 counts as a failure and parks',
    law: 'L5',
    edits: [{ file: 'src-shared/errors.ts', find: "'rate-limited': 'later'", put: "'rate-limited': 'after-user'" }],
    test: {
      file: 'tests/integration/engine/liveness.test.ts',
      title: 'a pause that a service asks for is no problem of the task',
    },
  },
  {
    number: 23,
    name: 'Retry-After as a date is ignored',
    law: 'L5',
    edits: [
      {
        file: 'src-main/connectors/kit/retry-after.ts',
        find: "if (until === null) return null;\n  return Math.max(0, until - (httpDate(headers['date']) ?? now));",
        put: 'return until === null ? null : null;',
      },
    ],
    test: { file: 'tests/unit/connectors/kit/retry-after.test.ts', title: 'understands a date, by our clock' },
    outsideTheWorld: 'no HTTP there',
  },
  {
    number: 24,
    name: '401 drops the write',
    law: 'L7',
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
    test: {
      file: 'tests/integration/engine/liveness.test.ts',
      title: 'an edit whose sign-in had expired is sent after the next one',
    },
  },
  {
    number: 25,
    name: 'the whole record is written and overwrites foreign fields',
    law: 'S6',
    edits: [
      {
        file: engine('commit-plan'),
        find: 'fields: Object.fromEntries(action.fields.map(({ field, after }) => [field, after])),',
        put: 'fields: { ...link?.observation?.fields, ...Object.fromEntries(action.fields.map(({ field, after }) => [field, after])) },',
      },
    ],
    test: { file: 'tests/integration/engine/two-way.test.ts', title: 'sends only what changed' },
  },
  {
    number: 26,
    name: 'labels are replaced instead of merged',
    law: 'S15',
    edits: [
      {
        file: sync('merge-fields'),
        find: 'value: mergeSets(asSet(base), asSet(ours), asSet(theirs)) }',
        put: 'value: asSet(theirs) }',
      },
    ],
    test: { file: 'tests/unit/sync/plan-item.test.ts', title: 'labels (S15) added on both sides' },
  },
  {
    number: 27,
    name: 'removing and adding at once loses a label',
    law: 'S15',
    edits: [
      {
        file: sync('merge-fields'),
        find: '(b.has(one) ? o.has(one) && t.has(one) : true)',
        put: 'o.has(one) && t.has(one)',
      },
    ],
    test: { file: 'tests/unit/sync/merge-fields.test.ts', title: 'is what was there, plus what either side added' },
  },
  {
    number: 28,
    name: 'a mirrored comment is mirrored back',
    law: 'S16',
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
    test: { file: 'tests/unit/sync/plan-comments.test.ts', title: 'our mirror, seen again without a link' },
    outsideTheWorld: 'no comments there',
  },
  {
    number: 29,
    name: 'a foreign comment is edited',
    law: 'S16',
    edits: [
      {
        file: sync('push-comments'),
        find: 'if (isEcho || !link.observation.isOwn) return null;',
        put: 'if (isEcho) return null;',
      },
      {
        file: sync('comment-draft'),
        find: 'return copies.get(now.origin)?.link.observation.isOwn === true;',
        put: 'return copies.has(now.origin);',
      },
    ],
    test: { file: 'tests/unit/sync/plan-comments.test.ts', title: 'somebody changed the mirror' },
    outsideTheWorld: 'no comments there',
  },
  {
    number: 30,
    name: 'a lossy priority table goes back and forth',
    law: 'S19',
    edits: [
      {
        file: sync('apply-mapping'),
        find: 'if (back.ok && !isEmpty(taskNow) && sameValue(field, back.value, value)) return { ok: true, value: taskNow };',
        put: '',
      },
    ],
    test: { file: 'tests/integration/engine/lossy-table.test.ts', title: 'do not write back and forth' },
    outsideTheWorld: 'no mappings there',
  },
  {
    number: 31,
    name: 'two links to one record both write',
    law: 'S18',
    edits: [
      {
        file: 'src-main/core/store/sqlite/migrations/0001-first.ts',
        find: "`create unique index link_live_remote on link (endpoint, remote_id) where state <> 'unlinked'`",
        put: "`create index link_live_remote on link (endpoint, remote_id) where state <> 'unlinked'`",
      },
      {
        file: engine('settle-batch'),
        find: 'return holder !== undefined && holder.task !== op.task && tasks.has(holder.task);',
        put: 'return holder !== undefined && holder.task !== op.task && tasks.size < 0;',
      },
    ],
    test: { file: 'tests/unit/core/store/sqlite-store.test.ts', title: 'cannot be joined to a second task' },
  },
  {
    number: 32,
    name: 'a parent cycle after two moves',
    law: 'S25',
    edits: [
      {
        file: engine('break-circles'),
        find: 'if (above === one) return true;',
        put: 'if (above === one) return false;',
      },
    ],
    test: {
      file: 'tests/integration/engine/circles.test.ts',
      title: 'when each of two is moved below the other at another service',
    },
  },
  {
    number: 33,
    name: 'a child is created before its parent',
    law: 'S25',
    edits: [
      {
        file: engine('order-writes'),
        find: 'order.set(endpoint, [[...ids, ...first], ...others]);',
        put: 'order.set(endpoint, [...others.toReversed(), [...ids, ...first]]);',
      },
    ],
    test: { file: 'tests/integration/engine/two-way.test.ts', title: 'creates parents before children' },
  },
  {
    number: 34,
    name: 'a stale replica reverts a local edit',
    law: 'S12',
    edits: [
      {
        file: engine('store-observations'),
        find: 'if (before && isStale(place, before, record, how)) continue;',
        put: '',
      },
    ],
    test: {
      file: 'tests/integration/engine/stale-answers.test.ts',
      title: 'a copy from before our write does not take it back',
    },
  },
  {
    number: 35,
    name: 'a restored old database pushes old values',
    law: 'S23',
    edits: [
      {
        file: 'src-main/core/store/sqlite/lease.ts',
        find: 'if (seen > meta.fence) forgetBases(db, now);',
        put: 'if (seen > meta.fence + Number.MAX_SAFE_INTEGER) forgetBases(db, now);',
      },
    ],
    test: { file: 'tests/unit/core/store/single-writer.test.ts', title: 'is noticed: nothing counts as agreed' },
    outsideTheWorld: 'no restored copies there',
  },
  {
    number: 36,
    name: 'two programs write to one database',
    law: 'S22',
    edits: [
      {
        file: 'src-main/core/store/sqlite/lease.ts',
        find: 'return this.#db.first(fenceNow)?.fence === this.#fence;',
        put: 'return this.#db.first(fenceNow) !== undefined;',
      },
    ],
    test: {
      file: 'tests/unit/core/store/single-writer.test.ts',
      title: 'a writer that was overtaken in spite of the lock',
    },
    outsideTheWorld: 'no two programs on one database there',
  },
  {
    number: 37,
    name: 'a date is shifted by the time zone',
    law: 'S27',
    edits: [
      {
        file: sync('convert-when'),
        find: 'dayOf(when, endpoint.timeZone)',
        put: "dayOf(when, 'UTC')",
      },
    ],
    test: { file: 'tests/unit/sync/apply-mapping.test.ts', title: 'becomes the day it is in the endpoint' },
    outsideTheWorld: 'no day-only services there',
  },
  {
    number: 38,
    name: 'composition and line ends count as edits',
    law: 'S14',
    edits: [
      {
        file: 'src-shared/domain/field.ts',
        find: "return kindOf(field) === 'text' ? normalText(a) === normalText(b) : a.trim().normalize() === b.trim().normalize();",
        put: 'return a.trim() === b.trim();',
      },
    ],
    test: { file: 'tests/unit/sync/merge-fields.test.ts', title: 'takes line ends, white space at line ends' },
  },
  {
    number: 39,
    name: 'conflict markers are written to a service',
    law: 'S14',
    edits: [
      {
        file: sync('merge-fields'),
        find: '} else return null;\n  }\n  return merged;',
        put: "} else merged.push('<<<<<<<', ...region.aContent, '=======', ...region.bContent, '>>>>>>>');\n  }\n  return merged;",
      },
      {
        file: sync('merge-fields'),
        find: "return merged !== null && isSound(texts, merged) ? merged.join('\\n') : null;",
        put: "return merged === null ? null : merged.join('\\n');",
      },
    ],
    test: {
      file: 'tests/unit/sync/merge-fields.test.ts',
      title: 'merges changes of different places and conflicts in the same place',
    },
  },
  {
    number: 40,
    name: 'a mapping edit rewrites everything',
    law: 'S17',
    edits: [
      {
        file: sync('guard-plan'),
        find: 'return [...unseen(census, unseenChanges), ...outgoing(census, totals, shares)];',
        put: 'return unseenChanges.length < 0 ? [] : outgoing(census, totals, shares);',
      },
    ],
    test: { file: 'tests/unit/sync/guard-plan.test.ts', title: 'hold the first plan that changes anything' },
    outsideTheWorld: 'no changed mappings there',
  },
];
