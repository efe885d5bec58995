/** Ids are opaque strings made by the `Ids` port. A human key (WEB-12, #94) is never an id. */
export type TaskId = string;
export type ProfileId = string;
export type ConnectionId = string;
export type EndpointId = string;
export type LinkId = string;
export type RunId = string;
export type ConflictId = string;
export type OpId = string;
export type CommentId = string;
export type AttachmentId = string;
export type ProposalId = string;
/** The provider's own immutable id of a record: a CalDAV href, a Redmine issue id. */
export type RemoteId = string;
/** RFC 3339 in UTC with milliseconds and Z, e.g. 2026-03-01T09:30:00.000Z. */
export type Timestamp = string;

/** Where a value came from: an endpoint, a person at this computer, or a person who undid something. */
export type Origin = EndpointId | typeof here | typeof undo;
export const here = 'here';
export const undo = 'undo';
