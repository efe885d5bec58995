import { z } from 'zod';

/**
 * The fields of Trello's REST API that we use (developer.atlassian.com/cloud/trello/rest, and its guide "Object Definitions").
 * The description is wrong about some of them: what a card really looks like was taken from published exports of boards.
 */
const id = z.string().regex(/^[0-9a-f]{24}$/i);
const moment = z.iso.datetime();

const label = z.object({
  id,
  name: z.string().nullish().default(''),
  color: z.string().nullish().default(null),
});
export type Label = z.infer<typeof label>;
export const labelSchema = label;
export const labelsSchema = z.array(label);

const customItem = z.object({
  idCustomField: id,
  idValue: z.string().nullish().default(null),
  /** All of them are text: `{ number: "5" }`, `{ checked: "true" }`. */
  value: z.record(z.string(), z.unknown()).nullish().default(null),
});
export type CustomItem = z.infer<typeof customItem>;

const checklist = z.object({
  id,
  name: z.string(),
  pos: z.number().nullish().default(0),
  checkItems: z
    .array(z.object({ id, name: z.string(), state: z.string(), pos: z.number().nullish().default(0) }))
    .nullish()
    .default([]),
});
export type Checklist = z.infer<typeof checklist>;

export const cardSchema = z.object({
  id,
  idBoard: id,
  idList: id,
  name: z.string(),
  desc: z.string().nullish().default(''),
  closed: z.boolean(),
  due: moment.nullish().default(null),
  start: moment.nullish().default(null),
  dueComplete: z.boolean().nullish().default(false),
  dateLastActivity: moment.nullish().default(null),
  idMembers: z.array(id).nullish().default([]),
  labels: z.array(label).nullish().default([]),
  customFieldItems: z.array(customItem).nullish().default([]),
  checklists: z.array(checklist).nullish().default([]),
  shortLink: z.string(),
  shortUrl: z.string(),
  url: z.string(),
  badges: z
    .object({ comments: z.number().int().nullish().default(0), attachments: z.number().int().nullish().default(0) })
    .nullish()
    .default({ comments: 0, attachments: 0 }),
  isTemplate: z.boolean().nullish().default(false),
  /** separator, board, mirror, link: things on a board that only look like cards. */
  cardRole: z.string().nullish().default(null),
});
export type Card = z.infer<typeof cardSchema>;

/** What is looked at elsewhere. */
export const anythingSchema = z.unknown();

/** Cards are looked at one by one, so that a strange one does not stand in the way of the others. */
export const cardsSchema = z.array(z.unknown());
export const cardIdSchema = z.object({ id });

/** What a thin listing tells of a card. */
export const countsSchema = z.array(cardSchema.pick({ id: true, badges: true }));

const list = z.object({ id, name: z.string(), closed: z.boolean().nullish().default(false), pos: z.number() });
export type BoardList = z.infer<typeof list>;

const customField = z.object({
  id,
  name: z.string(),
  type: z.string(),
  pos: z.number().nullish().default(0),
  options: z
    .array(z.object({ id, value: z.object({ text: z.string() }), pos: z.number().nullish().default(0) }))
    .nullish()
    .default([]),
});
export type CustomField = z.infer<typeof customField>;

export const boardSchema = z.object({
  id,
  name: z.string(),
  dateLastActivity: moment.nullish().default(null),
  lists: z.array(list),
  customFields: z.array(customField).nullish().default([]),
});
export type Board = z.infer<typeof boardSchema>;

export const boardsSchema = z.array(
  z.object({
    id,
    name: z.string(),
    closed: z.boolean().nullish().default(false),
    memberships: z
      .array(z.object({ idMember: id, memberType: z.string(), deactivated: z.boolean().nullish().default(false) }))
      .nullish()
      .default([]),
  }),
);
export type BoardEntry = z.infer<typeof boardsSchema>[number];

const member = z.object({ id, fullName: z.string().nullish(), username: z.string().nullish() });
export type Member = z.infer<typeof member>;
export const memberSchema = member;
export const membersSchema = z.array(member);

/** A comment is an action on a card. */
export const actionSchema = z.object({
  id,
  type: z.string(),
  date: moment,
  /** Null: whoever wrote it is no member any more. */
  idMemberCreator: z.string().nullish().default(null),
  memberCreator: member.nullish(),
  data: z.object({ text: z.string().nullish().default(''), card: z.object({ id }).nullish() }),
});
export type Action = z.infer<typeof actionSchema>;
export const actionsSchema = z.array(actionSchema);

export const attachmentSchema = z.object({
  id,
  name: z.string(),
  url: z.string(),
  isUpload: z.boolean(),
  mimeType: z.string().nullish().default(null),
  bytes: z.coerce.number().int().nonnegative().nullish().default(null),
  date: moment,
  idMember: id.nullish().default(null),
});
export type Attachment = z.infer<typeof attachmentSchema>;
export const attachmentsSchema = z.array(attachmentSchema);
export const cardsWithAttachmentsSchema = z.array(z.object({ id, attachments: z.array(attachmentSchema) }));

/** Each part of a batch is an object whose only key is its status; failures look different. */
export const batchSchema = z.array(z.record(z.string(), z.unknown()));
