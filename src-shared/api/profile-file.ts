import { z } from 'zod';
import {
  attachmentModes,
  conflictPolicies,
  deletionPolicies,
  directions,
  matchKeys,
  matchModes,
} from '../domain/profile.ts';
import { ruleDirections } from '../domain/rule.ts';

/**
 * The profile file (sync.md section 7) and, in the same shape, what the profile form sends. Unknown keys are errors: a
 * misspelt policy must not be silently ignored.
 */
const taskValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const valueTable = z.record(z.string(), z.union([taskValue, z.array(taskValue)]));
const fieldDirection = z.enum(['pull', 'push']);
const fieldMapping = z.union([
  z.literal(false),
  z.string().describe('name of the remote field'),
  z.strictObject({ field: z.string().optional(), values: valueTable, direction: fieldDirection.optional() }),
  z.strictObject({ field: z.string(), direction: fieldDirection }),
  valueTable,
]);

const matchField = z.templateLiteral(['field:', z.string().regex(/^[\w.-]+$/)]);

export const endpointFile = z.strictObject({
  connection: z.string().min(1),
  container: z.coerce.string().min(1),
  direction: z.enum(directions).default('both'),
  enforce: z.boolean().optional(),
  timeZone: z.string().optional(),
  /** Which tasks take part, in the grammar of `src-shared/filter`. */
  filter: z.string().max(2000).optional(),
  mapping: z.record(z.string(), fieldMapping).default({}),
});

/** Megabytes of a file that is copied, where the profile does not say. */
export const defaultLargestMb = 25;

const attachmentMode = z.enum(['off', ...attachmentModes]);
/** A mode alone, or with the largest file that is copied. */
export const attachmentsFile = z.union([
  attachmentMode,
  z.strictObject({ mode: attachmentMode, largestMb: z.number().positive().max(10_000).default(defaultLargestMb) }),
]);

const byField = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value).optional();

/** See `domain/rule.ts` for what each part does. */
export const ruleFile = z.strictObject({
  when: z.string().max(2000).optional(),
  at: z.array(z.string()).min(1).optional(),
  direction: z.enum(ruleDirections).optional(),
  set: byField(z.union([taskValue, z.array(z.string())])),
  append: byField(z.union([z.string(), z.array(z.string())])),
  template: byField(z.string().max(10_000)),
  map: byField(z.record(z.string(), taskValue)),
  drop: z.array(z.string()).optional(),
  script: z.string().max(100_000).optional(),
});

export const profileFile = z.strictObject({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  schedule: z.string().default('manual'),
  /** When everything is read again and compared: a cron expression, or `manual`. */
  verify: z.string().default('manual'),
  conflicts: z
    .strictObject({
      policy: z.enum(conflictPolicies).default('manual'),
      fields: z.record(z.string(), z.enum(conflictPolicies)).default({}),
      priority: z.array(z.string()).default([]),
    })
    .default({ policy: 'manual', fields: {}, priority: [] }),
  deletions: z.enum(deletionPolicies).default('close'),
  match: z
    .strictObject({
      mode: z.enum(matchModes).default('match-then-create'),
      by: z.array(z.union([z.enum(matchKeys), matchField])).default(['reference', 'title']),
    })
    .default({ mode: 'match-then-create', by: ['reference', 'title'] }),
  comments: z.boolean().default(true).describe('comments sync where services have them'),
  attachments: attachmentsFile.default('off').describe('what is done with files at tasks'),
  backlinks: z.boolean().default(false).describe('each record says where its twins are, in a comment'),
  people: z
    .record(z.string().min(1), z.record(z.string().min(1), z.coerce.string().min(1)))
    .default({})
    .describe('person → endpoint → account there'),
  endpoints: z.array(endpointFile).default([]),
  rules: z.array(ruleFile).max(200).optional(),
});

export type ProfileFile = z.input<typeof profileFile>;
export type EndpointFile = z.input<typeof endpointFile>;
export type RuleFile = z.input<typeof ruleFile>;
