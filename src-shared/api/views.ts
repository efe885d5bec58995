import type { ContainerSchema } from '../connector/connector.ts';
import type { ConfigField } from '../connector/descriptor.ts';
import type { FieldName, FieldPlaces, FieldValue } from '../domain/field.ts';
import type { Notice, NoticeSettings } from '../domain/notice.ts';
import type { Brake } from '../domain/plan.ts';
import type { PersonRow } from '../domain/profile.ts';
import type { HistoryEntry, Problem, Progress, RunPhase, RunState, RunTrigger } from '../domain/run.ts';
import type { UndoSkipReason } from '../domain/undo.ts';
import type { DifferenceCause } from '../domain/verification.ts';
import type { ErrorCode, SafeFacts } from '../errors.ts';
import type { LogLevel, LogLine } from '../ports/ports.ts';

/** What a user interface gets to see. Dates are text: a day, a local time, or an instant ending in Z (`parseWhen`). */

/** Of a task, a link or a profile; the strongest of its parts wins, in this order. */
export type SyncState =
  | 'held' // a brake waits for a decision
  | 'needs-you' // sign-in
  | 'problem'
  | 'conflict'
  | 'offline'
  | 'paused'
  | 'syncing'
  | 'waiting' // saved here, not yet accepted by the service
  | 'in-sync'
  | 'local'; // in no endpoint

export interface TaskView {
  readonly id: string;
  /** Name of the profile. */
  readonly profile: string;
  readonly title: string;
  readonly body: string;
  readonly status: string | null;
  readonly priority: string | null;
  readonly assignees: readonly string[];
  readonly labels: readonly string[];
  readonly start: string | null;
  readonly due: string | null;
  readonly milestone: string | null;
  /** Id of the parent task. */
  readonly parent: string | null;
  /** Minutes. */
  readonly estimate: number | null;
  readonly progress: number | null;
  /** The `x.` fields of its services, without the prefix; dates as text. */
  readonly custom: Readonly<Record<string, CustomValue>>;
  readonly comments: readonly CommentView[];
  /** Absent: none. */
  readonly attachments?: readonly AttachmentView[];
  readonly links: readonly LinkView[];
  readonly state: SyncState;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Set while in the bin. */
  readonly deletedAt: string | null;
}

export type CustomValue = string | number | boolean | readonly string[] | null;

/** A task as it was; values as in the history. */
export interface TaskAtView {
  readonly task: string;
  readonly at: string;
  /** `unknown`: older than the history that is kept. */
  readonly state: 'here' | 'bin' | 'not-yet' | 'unknown';
  readonly fields: Readonly<Record<FieldName, FieldValue>>;
  readonly comments: readonly CommentView[];
}

/** What the profile makes of a task now. Empty lists where nothing is known of its services yet. */
export interface TaskOutlook {
  readonly fields: readonly FieldPlaces[];
  /** What the next run would do with it, if nothing else changes. `endpoint` is a name, or `here`. */
  readonly next: PlanView['actions'];
  /** What the next run would do at services if the task were moved to the bin now. */
  readonly ifDeleted: PlanView['actions'];
  /** Services that asked to wait, by endpoint. */
  readonly waits: readonly { readonly endpoint: string; readonly until: string }[];
  /** Writes that were tried and are still open. */
  readonly attempts: readonly {
    readonly endpoint: string;
    readonly attempts: number;
    readonly retryAt: string | null;
  }[];
  readonly subtasks: readonly { readonly id: string; readonly title: string; readonly status: string | null }[];
  /** Since when nothing of it is sent or taken over; null: it takes part. */
  readonly skippedAt: string | null;
}

/** One page of the bin. */
export interface BinView {
  readonly entries: readonly BinEntry[];
  readonly total: number;
}

export interface BinEntry {
  readonly task: TaskView;
  /** Endpoint where it was deleted, or `here`; null: the history does not say any more. */
  readonly from: string | null;
  /** The person's name at that service, if it says so. */
  readonly by: string | null;
  /** The run that brought the deletion. */
  readonly run: string | null;
  /** From then on it is in the archive only; null: it stays. */
  readonly keptUntil: string | null;
}

export interface BinErased {
  readonly erased: number;
  /** Those that stay, because their deletion has not reached a service yet. */
  readonly kept: readonly { readonly task: string; readonly title: string }[];
}

/** Oldest first, without deleted ones. */
export interface CommentView {
  readonly id: string;
  readonly author: string;
  readonly at: string;
  /** Markdown. */
  readonly text: string;
  /** Name of the endpoint where it was written, or `here`; null: in none of this profile. */
  readonly place: string | null;
  readonly isEdited: boolean;
  /** It stays at the service where it was written. */
  readonly isInternal: boolean;
}

/** A file at a task, or an address that stands among its files. */
export interface AttachmentView {
  readonly kind: 'file' | 'link';
  readonly name: string;
  /** Bytes; null: not known. */
  readonly size: number | null;
  /** Where a person can open it. */
  readonly url: string | null;
  readonly author: string;
  /** Name of the endpoint where it was added; null: in none of this profile any more. */
  readonly place: string | null;
}

export interface LinkView {
  /** Name of the endpoint. */
  readonly endpoint: string;
  readonly connector: string;
  readonly remoteId: string | null;
  readonly url: string | null;
  readonly state: SyncState | 'gone' | 'out-of-scope' | 'unlinked';
  /** Why it is out of scope, where the service told us; a sentence. */
  readonly why?: string;
  readonly seenAt: string | null;
}

export interface TaskDetail {
  readonly task: TaskView;
  /** Values as last seen and as the service calls them, by endpoint name; for the comparison table. */
  readonly copies: readonly { readonly endpoint: string; readonly fields: Readonly<Record<FieldName, FieldValue>> }[];
  readonly history: readonly HistoryView[];
  readonly problems: readonly Problem[];
  readonly conflicts: readonly ConflictView[];
}

export interface HistoryView extends Omit<HistoryEntry, 'place' | 'actor' | 'remote' | 'op' | 'taskValue' | 'content'> {
  /** `here` or the endpoint's name. */
  readonly place: string;
  readonly actor: string;
}

export interface ConnectorView {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly config: readonly ConfigField[];
  /** Ways to sign in over the service's own pages, besides a password or token. Absent: none. */
  readonly signIn?: readonly SignInView[];
  /** What its tasks have that does not come over. Empty: nothing of note. */
  readonly limits: readonly ConnectorLimit[];
}

/** From what the connector declares. */
export const connectorLimits = [
  'no-create',
  'no-delete',
  'deletions-unseen',
  'no-comments',
  'comments-fixed',
  'no-files',
  'links-only',
] as const;
export type ConnectorLimit = (typeof connectorLimits)[number];

export interface SignInView {
  readonly kind: 'code' | 'device';
  readonly label: string;
  /** How to register an app at the service. */
  readonly help: string;
  /** What it will ask the person for. */
  readonly scopes: readonly string[];
  /** The same where the connection may only read. */
  readonly readScopes: readonly string[];
  readonly needsClientSecret: boolean;
  /** To be entered at the app there; null: nothing has to be, or any port of this computer is fine. */
  readonly redirectUri: string | null;
}

/** A sign-in that has begun: what the person does now. It ends by itself when the time is over. */
export interface SignInStart {
  /** For `connections.finishSignIn`. */
  readonly attempt: string;
  readonly kind: 'code' | 'device';
  /** To be opened in a browser. */
  readonly address: string;
  /** To be typed there; null: nothing has to be. */
  readonly code: string | null;
  readonly expiresAt: string;
  /** The browser shows it already. */
  readonly isOpened: boolean;
}

export interface ConnectionView {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly url: string | null;
  readonly username: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly hasSecret: boolean;
  /** Signed in over the service's own pages. Absent: with a password or token. */
  readonly signIn?: { readonly kind: 'code' | 'device'; readonly clientId: string };
  /** It is not signed in, or the service ended that: only a person can go on. Absent: nobody has to. */
  readonly needsSignIn?: true;
  /** Names of the profiles that use it. */
  readonly profiles: readonly string[];
  /** Nothing is ever written over it. Absent: it may write. */
  readonly readOnly?: true;
  /** `untested`: saved, and no test or run has got through yet. */
  readonly state: 'works' | 'untested' | 'needs-sign-in' | 'failing';
  /** Why it does not work, as a sentence; absent: it does, as far as is known. */
  readonly trouble?: { readonly code: string | null; readonly message: string; readonly since: string };
  /** What the service said is left for this account, or what its documentation allows. Absent: nothing is known. */
  readonly budget?: BudgetView;
}

/** How much one account may still ask of its service. */
export interface BudgetView {
  /** Requests in the whole period; null: not said. */
  readonly limit: number | null;
  readonly remaining: number;
  readonly resetsAt: string;
}

/** The lines of a connection's test, in this order. */
export const testStepIds = ['reach', 'secure', 'sign-in', 'lists', 'read', 'write'] as const;
export type TestStepId = (typeof testStepIds)[number];

export interface TestStep {
  readonly id: TestStepId;
  readonly label: string;
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly detail: string;
  /** What `detail` says, in parts, for other languages: `host`, `ms`, `account`, `server`, `count`, `names`, `list`. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** Why it failed; absent: it did not. */
  readonly code?: ErrorCode;
}

export interface ConnectionTest {
  readonly ok: boolean;
  readonly steps: readonly TestStep[];
  /** It would pass if the connection only read. */
  readonly readOnlyHelps?: true;
}

/** Another device that may use this computer's Task Sync, or a browser of this computer that is let in without a fresh address. */
export interface DeviceView {
  readonly id: string;
  readonly kind: 'device' | 'browser';
  /** As the person at the device called it. */
  readonly name: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

export interface DevicesView {
  /** Whether other devices can reach this host now. */
  readonly isOpen: boolean;
  /** Where they do. */
  readonly addresses: readonly string[];
  readonly devices: readonly DeviceView[];
  /** The one that asks; null: the computer itself. */
  readonly self: string | null;
  /** Whether browsers of this computer can be remembered: its page has the same address at each start. */
  readonly canRemember: boolean;
}

/** Newer versions of the program itself. */
export interface UpdatesView {
  /**
   * Why none are looked for; null: they are. `host`: the page is no desktop app; `system`: the system's package manager does it;
   * `unverifiable`: this build could not tell a true update from a false one.
   */
  readonly off: 'host' | 'development' | 'system' | 'unverifiable' | null;
  readonly version: string;
  readonly channel: 'stable' | 'beta';
  readonly checkedAt: string | null;
  readonly state: UpdateState;
  /** Where a person can get any version by hand. */
  readonly downloads: string;
}

export type UpdateState =
  | { readonly kind: 'unknown' | 'checking' | 'current' | 'unreachable' }
  | { readonly kind: 'loading'; readonly version: string; readonly percent: number }
  | { readonly kind: 'ready'; readonly version: string }
  /** Offered, and not installed. `version` null: what was offered cannot be believed even in that. */
  | { readonly kind: 'refused'; readonly why: UpdateRefusal; readonly version: string | null };

export type UpdateRefusal =
  | 'damaged'
  | 'unsigned'
  | 'other-channel'
  | 'replayed'
  | 'expired'
  | 'older'
  | 'no-file'
  | 'other-file'
  | 'not-installable';

export interface PairingCodeView {
  /** Eight characters, in two groups for reading. */
  readonly code: string;
  readonly expiresAt: string;
}

export interface DemoView {
  /** False: this program has none. */
  readonly isOffered: boolean;
  readonly isOpen: boolean;
  /** Of its only profile; null: it is not open. */
  readonly profile: string | null;
  /** Names of its services; they can be worked in as well. */
  readonly services: readonly string[];
}

/** A task at a simulated service. */
export interface DemoTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** The states it can be given, as that service calls them. */
  readonly states: readonly { readonly value: string; readonly label: string }[];
}

export interface EndpointView {
  readonly id: string;
  readonly name: string;
  readonly connection: string;
  readonly connector: string;
  readonly container: string;
  readonly direction: 'both' | 'pull' | 'push';
  readonly linked: number;
}

export interface ProfileView {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly schedule: string;
  readonly endpoints: readonly EndpointView[];
  readonly state: SyncState;
  /** The state as a sentence for a person. */
  readonly sentence: string;
  readonly why?: StateWhy;
  readonly tasks: number;
  readonly lastRun: RunView | null;
  /** The states of its last runs, newest first, at most 14. */
  readonly recent: readonly RunState[];
  readonly nextRun: string | null;
  /** A person asked it to rest. Absent: nobody did, or it is switched off altogether. */
  readonly pause?: PauseView;
  readonly pending: number;
  readonly conflicts: number;
  /** Pairs that may be the same task and wait for an answer. */
  readonly matches: number;
  readonly problems: number;
  readonly progress: Progress | null;
  /** A cron expression, or null: verified only when asked. */
  readonly verify: string | null;
  /** The last time everything was read again and compared; null: never. */
  readonly verified: VerifiedView | null;
}

/** Where the tasks of a profile have records. */
export interface CoverageView {
  /** Tasks with a record at two places and more. */
  readonly matched: number;
  readonly only: readonly { readonly endpoint: string; readonly count: number }[];
  /** Records that left a filter or a container, and are let alone. */
  readonly excluded: number;
}

/** What is in memory of a place. */
export interface ReadingView {
  readonly connection: string;
  readonly container: string;
  /** Tasks that were read. */
  readonly records: number;
  /** In the container, if the service says so; null: not known. */
  readonly total: number | null;
  /** There are no more. */
  readonly isComplete: boolean;
  readonly at: string;
}

/** A profile tried on tasks that were read. */
export interface ProfileTrialView {
  readonly places: readonly {
    /** Its name in the profile. */
    readonly endpoint: string;
    /** Null: it was not read. */
    readonly reading: ReadingView | null;
    /** What its tasks look like; null: it was not read. */
    readonly schema: ContainerSchema | null;
    /** Of the tasks that were read, those that its filter lets through. */
    readonly inScope: number;
    /** Why its filter cannot be read, with the character where it goes wrong. */
    readonly filterProblem: { readonly message: string; readonly position: number } | null;
  }[];
  /** First contact; null: fewer than two places were read, or the profile does not match. */
  readonly matching: {
    readonly matched: number;
    readonly ambiguous: number;
    readonly only: readonly { readonly endpoint: string; readonly count: number }[];
  } | null;
  /**
   * Between the two places of a profile that has two, otherwise between this device and each place: by field, what becomes of
   * its values both ways. `here` is this device.
   */
  readonly pairs: readonly {
    readonly left: string;
    readonly right: string;
    /** Titles of the tasks that stand as samples: one of the left place, one of the right. */
    readonly samples: readonly [string | null, string | null];
    readonly fields: readonly {
      readonly field: FieldName;
      readonly toRight: WayTrialView;
      readonly toLeft: WayTrialView;
    }[];
  }[];
  /** Who is who: the profile's own table and what equal addresses and logins propose. */
  readonly people: readonly PersonRow[];
}

export interface WayTrialView {
  /** A real task's value; null: none was read, or it is empty. */
  readonly sample: PassageView | null;
  /** How many different values were tried. */
  readonly of: number;
  /** Those that nothing stands for at the other place, the first of them. */
  readonly missing: readonly string[];
  readonly missingCount: number;
  /** A value that would come back as another one. */
  readonly lossy: PassageView | null;
}

export interface PassageView {
  readonly from: FieldValue;
  readonly to: FieldValue;
  readonly back: FieldValue;
  readonly problem: string | null;
}

export interface RuleTrialView {
  /** Null: there is no task to try it on. */
  readonly title: string | null;
  readonly input: Readonly<Record<FieldName, FieldValue>>;
  readonly effects: readonly {
    /** The rule's place in the profile, from 1. */
    readonly rule: number;
    readonly applies: boolean;
    readonly changes: readonly { readonly field: FieldName; readonly before: FieldValue; readonly after: FieldValue }[];
    readonly dropped: readonly FieldName[];
    readonly failure: string | null;
  }[];
  readonly output: Readonly<Record<FieldName, FieldValue>>;
}

/** The next times of a schedule; none for `manual`. */
export interface ScheduleView {
  readonly times: readonly string[];
  /** IANA zone in which the schedule is read. */
  readonly timeZone: string;
}

export interface VerifiedView {
  /** `incomplete`: a service could not be read to the end. */
  readonly state: 'equal' | 'different' | 'incomplete';
  readonly at: string;
  readonly links: number;
  readonly equal: number;
}

/** What `verify` found; the differences are the first of them, `causes` counts all. */
export interface VerificationView extends VerifiedView {
  readonly profile: string;
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly connector: string;
    readonly links: number;
    readonly equal: number;
    /** Comments there, proven to say what ours say. */
    readonly equalComments: number;
    /** Attachments there, proven to be those that we know. */
    readonly equalAttachments: number;
    readonly requests: number;
    readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
  }[];
  readonly causes: readonly { readonly cause: DifferenceCause; readonly count: number }[];
  readonly differences: readonly {
    readonly endpoint: string;
    readonly task: string | null;
    readonly title: string | null;
    readonly remoteId: string;
    readonly field: string | null;
    readonly cause: DifferenceCause;
    /** The cause as a sentence, with what to do. */
    readonly message: string;
    readonly here: FieldValue;
    readonly base: FieldValue;
    readonly there: FieldValue;
  }[];
}

export interface RunView {
  readonly run: string;
  readonly profile: string;
  readonly trigger: RunTrigger;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly connector: string;
    readonly observed: number;
    readonly created: number;
    readonly updated: number;
    readonly closed: number;
    readonly deleted: number;
    readonly requests: number;
  }[];
  readonly tasks: { readonly created: number; readonly updated: number; readonly deleted: number };
  readonly conflicts: number;
  /** Pairs that may be the same task and waited for an answer when the run ended. */
  readonly matches: number;
  readonly problems: readonly ProblemView[];
  /** Why a brake stopped it; empty otherwise. */
  readonly brakes: readonly string[];
  /** The same as data, for other languages. Absent: there are none. */
  readonly holds?: readonly HoldView[];
  readonly pending: number;
  /** Runs of what a person chose in a preview: tasks that were left for a later run. */
  readonly left?: number;
  /** Of these, how many were chosen and had become different since the preview. */
  readonly changed?: number;
  readonly durationMs: number;
  /** What the time went on. Absent: not known. */
  readonly phases?: readonly RunPhase[];
}

/** The runs that began within one hour. */
export interface RunHourView {
  /** The hour’s beginning, in UTC. */
  readonly from: string;
  readonly runs: number;
  /** Of these, that a person may want to see. */
  readonly changed: number;
  /** Of these, that failed, were held, or left problems. */
  readonly troubled: number;
}

export interface ProblemView {
  readonly task: string | null;
  readonly title: string | null;
  readonly endpoint: string;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  /** What the network or the service said: codes and names of hosts only. */
  readonly facts?: SafeFacts;
  readonly since: string;
  readonly retryAt: string | null;
}

/** What `sync` would do now. `endpoint` is a name, or `here`. */
export interface PlanView {
  readonly profile: string;
  /** Names this very plan, for `runs.start`. */
  readonly hash: string;
  readonly at: string;
  /** The tasks of the actions: each is chosen, or left, with all its actions. */
  readonly tasks: readonly PlannedTaskView[];
  /** Tasks that are the same everywhere already. */
  readonly equal: number;
  /** Services that could not be read now; what is said of them is as they were read last. Not empty: nothing can be applied. */
  readonly failures: readonly {
    readonly endpoint: string;
    readonly code: ErrorCode;
    readonly message: string;
    /** When the service wants to be asked again, if it said so. */
    readonly retryAt: string | null;
  }[];
  readonly actions: readonly {
    readonly kind: 'create' | 'update' | 'close' | 'delete' | 'restore' | 'link' | 'unlink';
    readonly task: string;
    readonly title: string;
    readonly endpoint: string;
    readonly fields: readonly { readonly field: string; readonly before: FieldValue; readonly after: FieldValue }[];
  }[];
  readonly conflicts: readonly ConflictView[];
  /** Pairs that may be the same task: nothing is planned for what is new of them until they are answered. */
  readonly matches: readonly MatchView[];
  readonly refusals: readonly {
    readonly task: string | null;
    readonly title: string | null;
    readonly endpoint: string;
    readonly field: string | null;
    readonly reason: string;
    readonly message: string;
  }[];
  /** Sentences; not empty means that `sync` would stop and ask. */
  readonly brakes: readonly string[];
  /** The same as data, for other languages. Absent: there are none. */
  readonly holds?: readonly HoldView[];
  /** Writing requests; reads come on top. */
  readonly requestsEstimated: number;
  /** What a person saved of an earlier preview of the profile. Absent: nothing. */
  readonly kept?: KeptPlanView;
}

/** Choices of an earlier preview, and what became of them since. */
export interface KeptPlanView {
  readonly savedAt: string;
  /** What to leave out of this plan: what was left out then, and what became different or is new since. */
  readonly left: readonly string[];
  /** Chosen then, and something else is planned now. */
  readonly changed: readonly NamedTask[];
  /** Not planned then. */
  readonly fresh: readonly NamedTask[];
  /** Chosen then, and nothing is left to do. */
  readonly gone: readonly NamedTask[];
}

export interface NamedTask {
  readonly task: string;
  readonly title: string;
}

export interface SavedPlanView {
  readonly profile: string;
  readonly savedAt: string;
  readonly chosen: number;
  readonly left: number;
}

export interface PlannedTaskView {
  readonly task: string;
  readonly title: string;
  /** Nobody has it here yet. */
  readonly isNew: boolean;
  readonly records: readonly { readonly endpoint: string; readonly remoteId: string; readonly url: string | null }[];
  /** Tasks of this plan that have to be made first. */
  readonly needs: readonly string[];
}

/** What undoing a run does. `endpoint` is a name, or `here`; at services it is what the next run does there. */
export interface UndoView {
  readonly run: string;
  readonly profile: string;
  /** The run as which the undoing is in the history, to be undone in its turn; null: nothing was done. */
  readonly undo: string | null;
  readonly actions: PlanView['actions'];
  readonly skipped: readonly {
    readonly task: string;
    readonly title: string;
    readonly endpoint: string | null;
    readonly field: string | null;
    readonly reason: UndoSkipReason;
    readonly message: string;
  }[];
  /** Some of what the run did may be in the archive: that stays as it is. */
  readonly isArchived: boolean;
}

export interface ConflictView {
  readonly id: string;
  readonly profile: string;
  readonly task: string;
  readonly title: string;
  readonly kind: 'field' | 'deletion';
  readonly field: string;
  readonly before: FieldValue;
  /** `side` is an endpoint's name, or `here`. */
  readonly sides: readonly {
    readonly side: string;
    readonly value: FieldValue;
    readonly by: string | null;
    readonly at: string | null;
    /** Where a person can open its record. Absent: nowhere. */
    readonly url?: string;
    /** The record's id there. Absent: it is not there, or this is `here`. */
    readonly remoteId?: string;
  }[];
  readonly since: string;
}

/** What else there is to know about a task with conflicts. */
export interface ConflictSurroundings {
  /** What all sides say alike; task values. Empty also while something waits to be sent. */
  readonly equal: readonly { readonly field: string; readonly value: FieldValue }[];
  /** Decided by a policy since the oldest of its conflicts. */
  readonly decided: readonly {
    readonly field: string;
    readonly value: FieldValue;
    /** What the losing side said, as it says it. */
    readonly overruled: FieldValue;
    /** The losing side: an endpoint's name, or `here`. */
    readonly side: string;
    readonly rule: 'newest' | 'priority' | 'keep-both';
  }[];
}

/** A value without a counterpart at a service: it waits until the profile's mapping names one. */
export interface RefusedValueView {
  readonly profile: string;
  readonly endpoint: string;
  readonly field: string;
  readonly message: string;
  readonly since: string;
  /** How many tasks have it. */
  readonly tasks: number;
  /** One of them. */
  readonly task: string | null;
  readonly title: string | null;
}

/** Two that may be the same task. */
export interface MatchView {
  readonly id: string;
  readonly profile: string;
  /** 0 to 1. */
  readonly score: number;
  /** What speaks for it and against it, in words. */
  readonly reasons: readonly string[];
  readonly since: string;
  readonly sides: readonly [MatchSide, MatchSide];
}

export interface MatchSide {
  readonly task: string;
  readonly title: string;
  /** Seen at a service, and not a task here before the answer. */
  readonly isNew: boolean;
  /** Empty: it is only here. */
  readonly records: readonly {
    readonly endpoint: string;
    readonly remoteId: string;
    readonly url: string | null;
  }[];
}

export interface TaskGroupView {
  /** A status, a profile's name, an assignee, or of days `overdue`, `today`, `soon` (seven days) or `later`; null: none. */
  readonly key: string | null;
  readonly count: number;
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface SelectionView {
  readonly tasks: number;
  /** By field what all of them say; a field that is left out differs among them. */
  readonly common: Readonly<Record<string, FieldValue>>;
  /** Labels and assignees that any of them has, with how many do. */
  readonly labels: readonly ValueCount[];
  readonly assignees: readonly ValueCount[];
  /** Names of the profiles that have them. */
  readonly profiles: readonly string[];
  /** Where their changes will be written, by the endpoint's name. */
  readonly endpoints: readonly { readonly endpoint: string; readonly connector: string; readonly tasks: number }[];
}

export interface ManyChanged {
  readonly changed: number;
  /** Said so already, were changed since, or are gone. */
  readonly skipped: number;
  /** What the history says of it, first and last of each stretch: for `tasks.revert`. */
  readonly entries: readonly (readonly [number, number])[];
}

/** A task as a person changed it. */
export interface TaskEdited extends TaskView {
  /** For `tasks.revert`, as of many tasks. */
  readonly entries: ManyChanged['entries'];
}

export interface HistoryCheckView {
  /** Stands for every entry up to now: noted elsewhere, it shows later whether one of them was changed. */
  readonly seal: string;
  readonly entries: number;
  /** Entries that went with their tasks or because they were old, and are still accounted for. */
  readonly removed: number;
  /** What is not as it was written; the first 20. */
  readonly faults: readonly HistoryFaultView[];
  /** What became of the noted seal. Null: none was given; `too-old`: of a time that nothing is known of any more. */
  readonly noted: 'held' | 'broken' | 'too-old' | null;
}

export interface HistoryFaultView {
  /**
   * `changed`: it says something else than when it was written. `missing`: it is nowhere. `removed`: it was too young to go.
   * `added`: Task Sync did not write it. `rewritten`: the entries up to here are not those that were sealed.
   */
  readonly kind: 'changed' | 'missing' | 'removed' | 'added' | 'rewritten';
  /** Its number. */
  readonly entry: number;
  readonly at: string | null;
  /** Of its task, if that is known. */
  readonly title: string | null;
}

export interface SettingsView {
  /** Days that a deleted task stays in the bin with all that it held; null: for ever. */
  readonly binDays: number | null;
  /** Seconds for which what a person changed here is kept from runs that start by themselves. */
  readonly holdSeconds: number;
  /** Days that the history is kept, in all profiles; undo reaches so far back. Null: for ever. */
  readonly historyDays: number | null;
  /** Percent of what a place holds that one run may delete, change or add there without a question. */
  readonly brakes: { readonly delete: number; readonly change: number; readonly create: number };
  readonly notices: NoticeSettings;
  /** Of the log in the data folder: nothing below it is written. */
  readonly logLevel: LogLevel;
  /** Of messages outside the window; null: as the system. */
  readonly language: 'en' | 'de' | null;
  /** Null: the host is no desktop. */
  readonly desktop: DesktopSettingsView | null;
}

export interface LogView {
  /** Null: this host keeps none. */
  readonly kept: {
    readonly folder: string;
    readonly files: number;
    readonly bytes: number;
    /** Older files make room when it would be more. */
    readonly mostBytes: number;
    readonly level: LogLevel;
    /** The environment says which level, so the setting does not count. */
    readonly isFixed: boolean;
    /** `logs.showFolder` can do something. */
    readonly canShow: boolean;
  } | null;
  readonly lines: readonly LogLine[];
}

/** Numbers for monitoring programs. */
export interface MetricsView {
  readonly isOn: boolean;
  /** When the token that counts was made. */
  readonly since: string | null;
}

export interface DesktopSettingsView {
  /** What closing the window means; null: it will be asked. */
  readonly onClose: 'background' | 'quit' | null;
  readonly startsAtLogin: boolean;
}

export interface StoredDataView {
  /** Null: only in memory. */
  readonly file: string | null;
  readonly bytes: number;
  readonly tasks: number;
  readonly inBin: number;
  /** From when on the history is whole; null: since the beginning. */
  readonly historySince: string | null;
}

export interface ArchiveView {
  /** Null: this program keeps none, because its data is only in memory. */
  readonly folder: string | null;
  /** Newest first. */
  readonly files: readonly ArchiveFileView[];
}

export interface ArchiveFileView {
  readonly name: string;
  /** When it was made. */
  readonly at: string;
  /** The oldest and the newest moment of which something is in it. */
  readonly from: string;
  readonly to: string;
  /** Bytes. */
  readonly size: number;
  readonly changes: number;
  readonly runs: number;
  /** Decided ones. */
  readonly conflicts: number;
  /** Tasks whose time in the bin was over, with all that they held. */
  readonly tasks: number;
}

export interface ArchivePage {
  readonly lines: readonly ArchiveLine[];
  /** There are more behind these. */
  readonly isMore: boolean;
}

export type ArchiveLine = {
  /** The file that it is in. */
  readonly file: string;
  /** Name of the profile; its id when nobody knows the name any more. */
  readonly profile: string;
  readonly at: string;
} & (
  | { readonly kind: 'change'; readonly change: HistoryView }
  | { readonly kind: 'run'; readonly run: RunView }
  | {
      readonly kind: 'conflict';
      readonly task: string;
      readonly title: string;
      readonly field: string;
      readonly before: FieldValue;
      readonly sides: readonly { readonly side: string; readonly value: FieldValue; readonly by: string | null }[];
      /** How it ended: `person`, `newest`, `priority`, `equal`, `edit-beats-delete`. */
      readonly resolution: string | null;
    }
  | {
      readonly kind: 'task';
      readonly task: string;
      readonly title: string;
      readonly fields: Readonly<Record<string, FieldValue>>;
      readonly comments: readonly { readonly author: string; readonly at: string; readonly text: string }[];
      /** Names. */
      readonly attachments: readonly string[];
    }
);

export interface BackupsView {
  /** Null: this program keeps none, because its data is only in memory. */
  readonly folder: string | null;
  /** `backups.showFolder` can do something. */
  readonly canShow: boolean;
  /** Newest first. */
  readonly backups: readonly BackupView[];
}

export interface ClockView {
  /** Name. */
  readonly connection: string;
  readonly connector: string;
  /** The service's clock minus ours, to within a second or two; null: it could not be asked. */
  readonly aheadMs: number | null;
}

/** For people who help; what is in each part may change with any version. */
export interface DiagnosticsView {
  readonly settings: object;
  readonly data: object;
  readonly connections: readonly object[];
  readonly profiles: readonly object[];
  readonly standing: readonly object[];
  /** The last 20, newest first. */
  readonly runs: readonly object[];
  /** The text format of Prometheus. */
  readonly metrics: string;
}

export interface DiagnosticsFile {
  readonly name: string;
  /** A zip file, in Base64. */
  readonly zip: string;
  /** What is in it. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** Data that cannot be read, and the backups that can be restored instead. */
export interface DamageView {
  /** Null: the data is whole, as far as is known. */
  readonly damage: {
    readonly file: string;
    /** Of the backups. */
    readonly folder: string;
    /** Newest first. They are read and checked one after the other, which `changed` tells. */
    readonly backups: readonly BackupView[];
  } | null;
}

/** Sign-ins are never in a backup: they stay in the keychain of the computer where they were made. */
export interface BackupView {
  readonly name: string;
  /** The moment whose data it holds. */
  readonly at: string;
  /** Once a day, by a person, or before something that cannot be taken back in another way. */
  readonly reason: 'daily' | 'you' | 'migration' | 'bulk' | 'restore';
  /** Bytes. */
  readonly size: number;
  /** A passphrase opens it. */
  readonly isSealed: boolean;
  readonly tasks: number;
  readonly profiles: number;
  readonly connections: number;
  readonly waiting: number;
  /** When all of it was read and checked last. */
  readonly verifiedAt: string;
  /** False: it was damaged then. */
  readonly isWhole: boolean;
}

/** What would become different here. `gone` is only in what is here now, `back` only in the backup. */
export interface RestorePlanView {
  readonly backup: BackupView;
  readonly counts: { readonly gone: number; readonly changed: number; readonly back: number };
  /** The page that was asked for. */
  readonly tasks: readonly {
    readonly task: string;
    readonly title: string;
    readonly kind: 'gone' | 'changed' | 'back';
    /** Of a changed one: fields by name; `bin`: it would go there or come from there. */
    readonly fields: readonly string[];
  }[];
  readonly profiles: readonly RestoredName[];
  readonly connections: readonly RestoredName[];
  /** Changes made here that no service has seen yet; they would be gone. */
  readonly waiting: number;
}

export interface RestoredName {
  readonly name: string;
  readonly kind: 'gone' | 'changed' | 'back';
}

/** The notification centre. */
export interface NoticesView {
  readonly unread: number;
  readonly notices: readonly (Omit<Notice, 'profile'> & {
    /** Name; null: it is about all of them. */
    readonly profile: string | null;
    readonly isMuted: boolean;
  })[];
}

/** What a state's sentence says, as data: for sentences in the reader's language (`src-shared/i18n/status-sentence.ts`). */
/** What held a run: how many of what, and where. */
export interface HoldView extends Pick<Brake, 'kind' | 'what' | 'count' | 'of'> {
  readonly place: string;
}

export interface StateWhy {
  /** Names of the profile's services. */
  readonly places: readonly string[];
  /** The service that the state comes from; null: none of them alone. */
  readonly place: string | null;
  /** Of the problem that the state comes from, when it is one of the whole service. */
  readonly code: string | null;
  readonly brake: HoldView | null;
  /** When the service may be asked again, if it said so. */
  readonly goesOnAt: string | null;
  /** How the last run ended; null: there was none. */
  readonly lastRun: RunState | null;
  /** Tasks that it left for a later run, because a person chose so. */
  readonly left: number;
  /** An older copy of the data was put back, and no run has proven the profile since. */
  readonly isRestored: boolean;
}

/** Schedules rest; what a person starts runs all the same. */
export interface PauseView {
  /** Null: until a person resumes. */
  readonly until: string | null;
  /** Whether everything rests, or only this profile. */
  readonly of: 'all' | 'profile';
}

export interface StatsView {
  /** Length of a column of `changes`; an hour's `at` is an instant, a day's `at` is a day. */
  readonly step: 'hour' | 'day';
  /** Oldest first, without gaps, up to now. Conflicts count when they came up. */
  readonly changes: readonly {
    readonly at: string;
    readonly created: number;
    readonly changed: number;
    readonly deleted: number;
    readonly conflicts: number;
  }[];
  readonly changesToday: number;
  readonly runs: {
    readonly total: number;
    /** By how they ended. */
    readonly states: Readonly<Partial<Record<RunState, number>>>;
    /** Ended well and changed nothing. */
    readonly quiet: number;
    /** Of those that began and ended; null: there was none. */
    readonly durationMs: { readonly median: number; readonly slow: number } | null;
  };
  /** Runs and what they changed by hour of the day, 24 of each, by the profiles that had any. */
  readonly hours: readonly {
    readonly profile: string;
    readonly runs: readonly number[];
    readonly changes: readonly number[];
  }[];
  /** The newest runs that were not quiet, newest first. */
  readonly timeline: readonly RunGlanceView[];
  /** From an edit here to its arrival at a service; null: no edit has arrived in the range. */
  readonly delay: { readonly medianMs: number; readonly edits: number } | null;
}

export interface RunGlanceView {
  readonly run: string;
  readonly profile: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly changes: number;
  readonly problems: number;
}

export interface StatusView {
  readonly state: SyncState;
  readonly sentence: string;
  /** Everything rests. Absent: it does not. */
  readonly pause?: PauseView;
  readonly profiles: readonly {
    readonly name: string;
    readonly enabled: boolean;
    readonly tasks: number;
    readonly state: SyncState;
    readonly sentence: string;
    readonly why?: StateWhy;
    readonly lastRun: string | null;
    readonly nextRun: string | null;
    readonly pause?: PauseView;
    readonly pending: number;
    readonly conflicts: number;
    readonly matches: number;
    readonly problems: number;
    readonly verified: VerifiedView | null;
  }[];
  /** False: another Task Sync is at work on this data; this one can only look. */
  readonly writable: boolean;
  /** About the data as a whole, gravest first; each until a person dismisses it. */
  readonly notices: readonly NoticeView[];
}

export interface NoticeView {
  /**
   * `restored`: an older copy of the data was put back · `safe-mode`: sync is off after several crashes, and dismissing
   * turns it on · `backup-failed`: the last backup that nobody waited for was not made · `archive-failed`: what is too old to stay
   * could not be archived, and so is still here.
   */
  readonly kind: 'restored' | 'safe-mode' | 'backup-failed' | 'archive-failed';
  readonly since: string;
  readonly text: string;
}
