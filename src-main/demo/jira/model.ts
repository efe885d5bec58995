/** What a Jira site is made of. Ids are text, as in its API. */
export type Deployment = 'cloud' | 'datacenter';

export interface JiraUser {
  /** Account id in Cloud, user name in Data Center. */
  readonly id: string;
  readonly displayName: string;
  /** Null: hidden from others, as many people choose in Cloud. */
  readonly email: string | null;
  readonly timeZone: string;
}

export interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface JiraType {
  readonly id: string;
  readonly name: string;
  /** 1 epics, 0 standard, -1 subtasks. */
  readonly level: number;
}

export interface ScreenField {
  readonly id: string;
  readonly required: boolean;
  readonly hasDefault?: boolean;
}

export interface JiraTransition {
  readonly id: string;
  readonly name: string;
  /** `any`: a global one. */
  readonly from: readonly string[] | 'any';
  readonly to: string;
  readonly screen?: readonly ScreenField[];
  /** Default: open to every issue. */
  readonly condition?: (issue: JiraIssue) => boolean;
}

export interface JiraVersion {
  readonly id: string;
  readonly name: string;
  readonly released: boolean;
  readonly archived: boolean;
}

export interface JiraOption {
  readonly id: string;
  readonly value: string;
  readonly children?: readonly JiraOption[];
}

export interface JiraField {
  readonly id: string;
  readonly name: string;
  /** `type` and `items` as Jira's field schema says them. */
  readonly type: string;
  readonly items?: string;
  /** Of a custom field, the last part of its type. */
  readonly custom?: string;
  readonly options?: readonly JiraOption[];
}

export interface Permissions {
  browse: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
  administer: boolean;
}

export interface JiraProject {
  readonly id: string;
  key: string;
  name: string;
  readonly versions: JiraVersion[];
  readonly components: { readonly id: string; readonly name: string }[];
  readonly sprints: { readonly id: number; readonly name: string; readonly state: 'active' | 'future' | 'closed' }[];
  readonly transitions: JiraTransition[];
  /** Fields that new issues cannot do without, besides Jira's own. */
  readonly required: Set<string>;
  /** Fields that only the screen for editing has. */
  readonly editOnly: Set<string>;
  /** Of the account that is signed in. */
  readonly permissions: Permissions;
  /** Keys are numbered without a break, and never used again. */
  lastNumber: number;
}

export interface JiraComment {
  readonly id: string;
  readonly author: string;
  body: unknown;
  readonly created: number;
  updated: number;
  visibility: { readonly type: 'group' | 'role'; readonly value: string } | null;
  properties: { readonly key: string; readonly value: unknown }[];
}

export interface JiraAttachment {
  readonly id: string;
  readonly author: string;
  readonly filename: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  readonly created: number;
}

export interface JiraIssue {
  readonly id: string;
  key: string;
  project: string;
  type: string;
  status: string;
  readonly creator: string;
  readonly created: number;
  updated: number;
  /** By field id, as Jira keeps them: ids of what is referred to, texts as they came. */
  fields: Record<string, unknown>;
  properties: Record<string, unknown>;
  comments: JiraComment[];
  attachments: JiraAttachment[];
  /** A security level: shown to us or not. */
  level: 'shown' | 'hidden' | null;
}
