import { z } from 'zod';
import type { Container, ContainerSchema } from '../connector/connector.ts';
import type { PersonRow } from '../domain/profile.ts';
import { ruleDirections } from '../domain/rule.ts';
import { type Progress, runStates, runTriggers } from '../domain/run.ts';
import { type LoggedRequest, logLevels, type SecretsState } from '../ports/ports.ts';
import {
  type ExportPage,
  exportedThings,
  exportFormats,
  type ImportDone,
  type ImportView,
  mostImported,
} from './exchange.ts';
import { type ProfileFile, profileFile, type RuleFile, ruleFile } from './profile-file.ts';
import { countedFields, taskGroupings, taskSorts } from './task-lists.ts';
import type {
  ArchivePage,
  ArchiveView,
  BackupsView,
  BackupView,
  BinErased,
  BinView,
  ClockView,
  ConflictSurroundings,
  ConflictView,
  ConnectionTest,
  ConnectionView,
  ConnectorView,
  CoverageView,
  DamageView,
  DemoTask,
  DemoView,
  DevicesView,
  DiagnosticsFile,
  DiagnosticsView,
  HistoryCheckView,
  LogView,
  ManyChanged,
  MatchView,
  MetricsView,
  NoticesView,
  PairingCodeView,
  PlanView,
  ProfileTrialView,
  ProfileView,
  ReadingView,
  RefusedValueView,
  RestorePlanView,
  RuleTrialView,
  RunHourView,
  RunView,
  SavedPlanView,
  ScheduleView,
  SelectionView,
  SettingsView,
  SignInStart,
  StatsView,
  StatusView,
  StoredDataView,
  TaskAtView,
  TaskDetail,
  TaskEdited,
  TaskGroupView,
  TaskOutlook,
  TaskView,
  TestStep,
  TestStepId,
  UndoView,
  UpdatesView,
  ValueCount,
  VerificationView,
} from './views.ts';

/**
 * What any user interface may ask of any host: one table for IPC, WebSocket, command line and tests. Inputs are checked
 * at each edge; a `query` changes nothing. Profiles, connections and endpoints are named by their names, tasks, runs and
 * conflicts by id (a unique beginning is enough).
 */
function query<Output>() {
  return <Input extends z.ZodType>(input: Input) => ({ kind: 'query', input, output: undefined as Output }) as const;
}
function command<Output>() {
  return <Input extends z.ZodType>(input: Input) => ({ kind: 'command', input, output: undefined as Output }) as const;
}

const nothing = z.strictObject({});
const name = z.string().trim().min(1).max(200);
const id = z.string().min(1).max(200);
const pauseEnd = z.iso.datetime({ offset: true }).nullable();
const whenText = z.string().max(40);
/** Write-only, as a secret. */
const passphrase = z.string().min(8).max(1000);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Editable values of a task. Null or an empty list clears; what is not named stays. Dates as text. */
export const taskEdit = z.strictObject({
  title: z.string().min(1).max(100_000).optional(),
  body: z.string().max(5_000_000).optional(),
  status: z.string().min(1).max(200).optional(),
  priority: z.string().max(200).nullable().optional(),
  assignees: z.array(z.string().min(1).max(320)).max(500).optional(),
  labels: z.array(z.string().min(1).max(500)).max(500).optional(),
  start: whenText.nullable().optional(),
  due: whenText.nullable().optional(),
  milestone: z.string().max(500).nullable().optional(),
  parent: id.nullable().optional(),
  estimate: z.number().int().min(0).nullable().optional(),
  progress: z.number().int().min(0).max(100).nullable().optional(),
  /** Dates as text; the services' own kinds decide what a value means there. */
  custom: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).max(500).readonly()]),
    )
    .optional(),
});
export type TaskEdit = z.infer<typeof taskEdit>;

/** In the grammar of `src-shared/filter`; a mistake in it is `invalid-input` with `facts.position`. */
const filterText = z.string().max(2000);

/** Some tasks: these, or all that a filter finds but for some. */
/** As `domain/base32.ts` writes 16 random bytes. */
const madeId = z.string().regex(/^[a-z2-7]{26}$/);

export const taskSelection = z.union([
  z.strictObject({ tasks: z.array(id).min(1).max(100_000) }),
  z.strictObject({
    query: filterText,
    profile: name.optional(),
    deleted: z.boolean().default(false),
    except: z.array(id).max(100_000).default([]),
  }),
]);
export type TaskSelection = z.input<typeof taskSelection>;

/** One change of many tasks. What is not named stays, in every one of them. */
export const taskChange = z.strictObject({
  edit: taskEdit.omit({ parent: true }).optional(),
  addLabels: z.array(z.string().min(1).max(500)).max(500).optional(),
  removeLabels: z.array(z.string().min(1).max(500)).max(500).optional(),
  addAssignees: z.array(z.string().min(1).max(320)).max(500).optional(),
  removeAssignees: z.array(z.string().min(1).max(320)).max(500).optional(),
  /** Into the bin, or out of it. */
  bin: z.boolean().optional(),
});
export type TaskChange = z.infer<typeof taskChange>;

/** A way to look at the tasks, with a name. */
export const savedView = z.strictObject({
  name,
  query: filterText.default(''),
  group: z.enum(taskGroupings).nullable().default(null),
  sort: z.enum(taskSorts).default('updated'),
  descending: z.boolean().default(true),
  /** In their order; the width in CSS pixels, null: as it comes. Null: the usual ones. */
  columns: z
    .array(z.strictObject({ id: z.string().min(1).max(40), width: z.number().int().min(24).max(2000).nullable() }))
    .max(40)
    .nullable()
    .default(null),
});
export type SavedView = z.output<typeof savedView>;

/** A new profile does nothing by its schedule before a person has run it once. */
const previewFirst = z.boolean().default(false);

const undoInput = z.strictObject({
  run: id,
  task: id.optional(),
  field: name.optional(),
  /** Of the whole run, without these tasks. */
  except: z.array(id).max(200_000).optional(),
  /** Of these tasks also what somebody changed since: a person has seen it and wants it back all the same. */
  also: z.array(id).max(200_000).optional(),
});

const fileImport = z.strictObject({
  profile: name,
  /** The whole file. */
  text: z.string().max(mostImported),
  /** Column → field, null: left out. What is not named goes by the name of the column. */
  columns: z.record(z.string().max(1000), z.string().max(200).nullable()).default({}),
});

/** What a person says of a new connection. */
const newConnection = z.strictObject({
  name,
  connector: name,
  url: z.string().max(2000).nullable(),
  username: z.string().max(500).nullable(),
  /** Write-only: it goes to the secret store and never comes back. */
  secret: z.string().max(10_000).nullable(),
  options: z.record(z.string(), z.string().max(20_000)),
  readOnly: z.boolean().optional(),
  /** It will be signed in to over the service's own pages, with an app that the person registered there. */
  signIn: z.strictObject({ kind: z.enum(['code', 'device']), clientId: z.string().trim().min(1).max(500) }).optional(),
});

export const contract = {
  'connectors.list': query<readonly ConnectorView[]>()(nothing),

  'connections.list': query<readonly ConnectionView[]>()(nothing),
  /** Saves a connection. `tested` is the attempt of a test that just passed with the same values; without it, it is saved untested. */
  'connections.add': command<ConnectionView>()(newConnection.extend({ tested: id.optional() })),
  /**
   * Tests what would be saved, and saves nothing. Each line is announced as it comes (`connection-test`); a line takes at
   * most ten seconds.
   */
  'connections.try': command<ConnectionTest>()(newConnection.omit({ signIn: true }).extend({ attempt: id })),
  /** A new password or token for an account whose old one is no longer accepted; everything else stays. */
  'connections.signIn': command<ConnectionTest>()(z.strictObject({ name, secret: z.string().min(1).max(10_000) })),
  /**
   * Begins a sign-in over the service's own pages; one that is under way for the connection is given up. What is left out is
   * as it was when the connection was signed in to last.
   */
  'connections.beginSignIn': command<SignInStart>()(
    z.strictObject({
      name,
      kind: z.enum(['code', 'device']).optional(),
      clientId: z.string().trim().min(1).max(500).optional(),
      /** Write-only, as `secret`. */
      clientSecret: z.string().min(1).max(10_000).optional(),
      /** Show the page in the person's browser. */
      open: z.boolean().default(true),
      /** The connection is new: it is saved when the sign-in has ended well, and otherwise never was. */
      add: newConnection.pick({ connector: true, url: true, username: true, options: true, readOnly: true }).optional(),
    }),
  ),
  /** Answers when the sign-in has ended, however it did; it goes on without being asked. */
  'connections.finishSignIn': command<ConnectionTest>()(z.strictObject({ attempt: id })),
  'connections.cancelSignIn': command<null>()(z.strictObject({ attempt: id })),
  /** As `connections.try`, of one that was saved. */
  'connections.test': command<ConnectionTest>()(z.strictObject({ name, attempt: id.optional() })),
  /** Ends the test; what it has not tried yet is skipped. */
  'connections.cancelTest': command<null>()(z.strictObject({ attempt: id })),
  /**
   * Another name, which its profiles learn as well; whether it may write; the certificate (PEM) that is trusted there, null: as
   * the system does. What is not named stays.
   */
  'connections.change': command<ConnectionView>()(
    z.strictObject({
      name,
      rename: name.optional(),
      readOnly: z.boolean().optional(),
      certificate: z.string().max(20_000).nullable().optional(),
    }),
  ),
  'connections.containers': query<readonly Container[]>()(z.strictObject({ name })),
  'connections.schema': query<ContainerSchema>()(z.strictObject({ name, container: name })),
  'connections.remove': command<null>()(z.strictObject({ name })),

  /** Whether what is shown is the demonstration, and whether this program can show one. */
  'demo.state': query<DemoView>()(nothing),
  /** Opens the demonstration beside what is the person's own; every page shows it from then on. */
  'demo.enter': command<DemoView>()(nothing),
  /** Begins it anew: its tasks and services as they were at first. */
  'demo.reset': command<DemoView>()(nothing),
  /** Closes it and removes all of it; pages show the person's own again. */
  'demo.leave': command<DemoView>()(nothing),
  /** Tasks at a service of the demonstration, as its own page would list them. */
  'demo.tasks': query<readonly DemoTask[]>()(z.strictObject({ service: name })),
  /** Somebody changes a task there; the next sync brings it over. */
  'demo.edit': command<DemoTask>()(
    z.strictObject({ service: name, task: id, title: z.string().trim().min(1).max(500), status: name.optional() }),
  ),

  'profiles.list': query<readonly ProfileView[]>()(nothing),
  /** The profile as its file says it, to be edited and sent back. */
  'profiles.get': query<ProfileFile>()(z.strictObject({ profile: name })),
  /** Creates, or with `replaces` changes, a profile. A change never writes to a service by itself. */
  'profiles.save': command<ProfileView>()(
    z.strictObject({ file: profileFile, replaces: name.optional(), previewFirst }),
  ),
  'profiles.import': command<ProfileView>()(z.strictObject({ yaml: z.string().max(1_000_000), previewFirst })),
  'profiles.export': query<{ readonly yaml: string }>()(z.strictObject({ profile: name })),
  'profiles.enable': command<ProfileView>()(z.strictObject({ profile: name, enabled: z.boolean() })),
  /** Its schedule rests until then; null: until `profiles.enable` turns it on again. A run under way ends as it would have. */
  'profiles.pause': command<null>()(z.strictObject({ profile: name, until: pauseEnd })),
  /** Who is who at the profile's services: its own table, and what equal e-mail addresses and logins propose. */
  'profiles.people': query<readonly PersonRow[]>()(z.strictObject({ profile: name })),
  /** Where its tasks have records: how many are matched, and how many only one place has. */
  'profiles.coverage': query<CoverageView>()(z.strictObject({ profile: name })),
  'profiles.remove': command<null>()(z.strictObject({ profile: name })),
  /** Reads everything again and compares it with what we believe. Writes to no service; the result is kept here. */
  'profiles.verify': command<VerificationView>()(z.strictObject({ profile: name })),
  /** What the last verification found; null: there was none. */
  'profiles.verified': query<VerificationView | null>()(z.strictObject({ profile: name })),

  /** The same for all profiles; what a person starts runs all the same. Survives a restart, ends by itself. */
  'sync.pause': command<null>()(z.strictObject({ until: pauseEnd })),
  'sync.resume': command<null>()(nothing),

  /**
   * Reads some tasks of a place, or all of them, to try a profile on that is not saved yet; kept in memory for a while, so that
   * nothing is read twice. Nothing is stored, and nothing is written at the service.
   */
  'places.read': command<ReadingView>()(
    z.strictObject({
      connection: name,
      container: name,
      all: z.boolean().default(false),
      /** Although it was read already. */
      again: z.boolean().default(false),
    }),
  ),
  /** What the profile would do with the tasks that `places.read` has read; asks no service. */
  'profiles.try': query<ProfileTrialView>()(
    z.strictObject({
      file: profileFile,
      /** Which of the tasks is shown as the sample, from 0; goes round. */
      sample: z.number().int().min(0).default(0),
    }),
  ),
  /** What each of the profile's rules does to one task on its way to or from a place, step by step. */
  'rules.try': query<RuleTrialView>()(
    z.strictObject({
      file: profileFile,
      /** Name of the place. */
      endpoint: name,
      direction: z.enum(ruleDirections),
      /** A task that is here; absent: one of those that `places.read` has read, by `sample`. */
      task: id.optional(),
      sample: z.number().int().min(0).default(0),
    }),
  ),

  /** A rule as the text of a profile file; and back, with what cannot be read as `invalid-input`. */
  'rules.write': query<{ readonly text: string }>()(z.strictObject({ rule: ruleFile })),
  'rules.read': query<{ readonly rule: RuleFile }>()(z.strictObject({ text: z.string().max(200_000) })),

  /** When a schedule comes to pass next. One that cannot be read is `invalid-input`, with `facts.field` and `facts.value`. */
  'schedule.next': query<ScheduleView>()(
    z.strictObject({ schedule: z.string().max(200), count: z.number().int().min(1).max(50).default(5) }),
  ),

  /** Reads the services, writes nothing anywhere, and answers with what a run would do. */
  'plans.preview': query<PlanView>()(z.strictObject({ profile: name })),
  /** Keeps the choices of the preview that was shown last for later, in place of those kept before: all its tasks without these. */
  'plans.save': command<null>()(
    z.strictObject({ profile: name, plan: id, except: z.array(id).max(200_000).default([]) }),
  ),
  /** Profiles with saved choices; the next preview of one has them. A run of the whole choice forgets them. */
  'plans.saved': query<readonly SavedPlanView[]>()(nothing),
  'plans.forget': command<null>()(z.strictObject({ profile: name })),
  /** Two tasks of a preview are the same, also when nobody has one of them here yet: they become one. */
  'plans.pair': command<null>()(z.strictObject({ profile: name, task: id, with: id })),

  /** Runs the profile, or joins the run under way; answers when it has ended. Progress comes as events. */
  'runs.start': command<RunView>()(
    z.strictObject({
      profile: name,
      acceptBrakes: z.boolean().default(false),
      trigger: z.enum(['you', 'tray']).default('you'),
      /**
       * What a person chose in a preview: only these tasks, or all without these. A task's changes are carried out whole or not
       * at all; what is left stays for later runs. What became different since the preview is not written.
       */
      accepted: z
        .strictObject({
          /** `PlanView.hash` */
          plan: id,
          only: z.array(id).max(200_000).optional(),
          except: z.array(id).max(200_000).optional(),
        })
        .optional(),
    }),
  ),
  /** Finishes the writes in flight, then stops. */
  'runs.stop': command<null>()(z.strictObject({ profile: name })),
  'runs.list': query<readonly RunView[]>()(
    z.strictObject({
      profile: name.optional(),
      changedOnly: z.boolean().default(false),
      /** Only runs that changed nothing and left nothing to do: what `changedOnly` leaves out. */
      unchangedOnly: z.boolean().default(false),
      state: z.enum(runStates).optional(),
      trigger: z.enum(runTriggers).optional(),
      /** Begun at this time or later, and before the other. */
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
  ),
  /** How many runs began in each hour since then; hours without one are left out. Oldest first. */
  'runs.hours': query<readonly RunHourView[]>()(
    z.strictObject({ profile: name.optional(), from: z.iso.datetime({ offset: true }) }),
  ),
  'runs.show': query<{ readonly run: RunView; readonly history: readonly import('./views.ts').HistoryView[] }>()(
    z.strictObject({ run: id }),
  ),

  /** What `runs.undo` would do now, and what it would leave alone. */
  'runs.undoPreview': query<UndoView>()(undoInput),
  /**
   * Gives the tasks back what the run took, of one task or one field only if asked. What was changed since is left alone and
   * listed. It changes this side; the services learn it at the next run.
   */
  'runs.undo': command<UndoView>()(undoInput),

  /** The last requests to services, oldest first: no ids, names or words of anybody in them. */
  'requests.list': query<readonly LoggedRequest[]>()(
    z.strictObject({ limit: z.number().int().min(1).max(1000).default(100) }),
  ),

  /** The newest lines of the log that fit, oldest first, and how much of it is kept. No names or words of anybody are in it. */
  'logs.show': query<LogView>()(
    z.strictObject({
      /** And what is graver. */
      level: z.enum(logLevels).default('debug'),
      /** Only lines of this run, by its whole id. */
      run: id.optional(),
      limit: z.number().int().min(1).max(5_000).default(500),
    }),
  ),
  /** Shows its folder in the file manager, where the host is a desktop. */
  'logs.showFolder': command<null>()(nothing),

  'tasks.list': query<{ readonly tasks: readonly TaskView[]; readonly total: number }>()(
    z.strictObject({
      profile: name.optional(),
      query: filterText.default(''),
      /** Only the bin; the same as `is:deleted` in the query. */
      deleted: z.boolean().default(false),
      /** Groups come first, each in itself in the order of `sort`. */
      group: z.enum(taskGroupings).nullable().default(null),
      sort: z.enum(taskSorts).default('updated'),
      descending: z.boolean().default(true),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
  ),
  /** The groups of such a list, in its order, with how many tasks each has. */
  'tasks.groups': query<readonly TaskGroupView[]>()(
    z.strictObject({
      profile: name.optional(),
      query: filterText.default(''),
      deleted: z.boolean().default(false),
      group: z.enum(taskGroupings),
    }),
  ),
  /** What stands in a field of the tasks that are not in the bin, the most frequent first. */
  'tasks.values': query<readonly ValueCount[]>()(
    z.strictObject({
      field: z.enum(countedFields),
      /** Only values that contain it. */
      text: z.string().max(200).default(''),
      limit: z.number().int().min(1).max(200).default(20),
    }),
  ),
  /** What the tasks have in common, and where a change of them would be written. */
  'tasks.selection': query<SelectionView>()(z.strictObject({ of: taskSelection })),
  /** Changes many tasks at once, all in the same way. */
  'tasks.editMany': command<ManyChanged>()(z.strictObject({ of: taskSelection, change: taskChange })),
  /**
   * Takes exactly these entries of the history back, if a person made them here. What was changed since is left alone and
   * counted. Its own entries can be taken back in turn.
   */
  'tasks.revert': command<ManyChanged>()(
    z.strictObject({ entries: z.array(z.tuple([z.number().int(), z.number().int()])).max(1000) }),
  ),
  'tasks.show': query<TaskDetail>()(z.strictObject({ task: id })),
  /** What the profile makes of the task now, by what was last read of its services; none of them is asked for anything. */
  'tasks.outlook': query<TaskOutlook>()(z.strictObject({ task: id })),
  /** The task as it was at that time, rebuilt from its history. */
  'tasks.at': query<TaskAtView>()(z.strictObject({ task: id, at: z.iso.datetime({ offset: true }) })),
  /** With `task`, an id that the asker made (128 random bits): sent again, it makes nothing again. For tasks that waited. */
  'tasks.add': command<TaskView>()(
    z.strictObject({ profile: name, edit: taskEdit.required({ title: true }), task: madeId.optional() }),
  ),
  /**
   * With `seen`, what the person saw in these fields when they wrote it: where one says something else by now, nothing is changed and
   * the answer is `stale-version`. For edits that waited.
   */
  'tasks.edit': command<TaskEdited>()(z.strictObject({ task: id, edit: taskEdit, seen: taskEdit.optional() })),
  /** Gives fields the values back that they had at that time, all of them unless some are named. */
  'tasks.goBack': command<TaskEdited>()(
    z.strictObject({
      task: id,
      at: z.iso.datetime({ offset: true }),
      fields: z.array(name).min(1).max(500).optional(),
    }),
  ),
  /**
   * Into the bin; what happens at the services is the profile's deletion policy, at the next run. With `onlyHere` its records
   * are let go and stay as they are.
   */
  'tasks.delete': command<TaskView>()(z.strictObject({ task: id, onlyHere: z.boolean().default(false) })),
  /** Puts the task aside, or takes it up again: nothing of it is sent or taken over meanwhile. */
  'tasks.skip': command<TaskView>()(z.strictObject({ task: id, skip: z.boolean() })),
  /** Ends the pairing with the record at the endpoint: both sides stay, and neither follows the other any more. */
  'tasks.unlink': command<TaskView>()(z.strictObject({ task: id, endpoint: name })),
  /** The reverse: what happened on either side meanwhile is merged at the next run. */
  'tasks.relink': command<TaskView>()(z.strictObject({ task: id, endpoint: name })),
  /** Writes that were refused or given up are tried again at the next run, fields that another tool fights over as well. */
  'tasks.retry': command<TaskView>()(z.strictObject({ task: id })),
  'tasks.restore': command<TaskView>()(z.strictObject({ task: id })),
  /** Makes one task of two that have no record at one place both. Answers with the one that stays; the other is in the bin. */
  'tasks.pair': command<TaskView>()(z.strictObject({ task: id, with: id })),
  /** The record at the endpoint becomes a task of its own; both records stay as they are. */
  'tasks.unpair': command<TaskView>()(z.strictObject({ task: id, endpoint: name })),
  /** Adds a comment in Markdown; the services that have comments learn of it at the next run. */
  'tasks.comment': command<TaskView>()(z.strictObject({ task: id, text: z.string().trim().min(1).max(100_000) })),
  /** Takes a comment back that was written here; services that have it already delete it at the next run. */
  'tasks.uncomment': command<TaskView>()(z.strictObject({ task: id, comment: id })),

  /** What was deleted and can still be had back, the last first. */
  'bin.list': query<BinView>()(
    z.strictObject({
      query: z.string().max(2000).default(''),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
  ),
  'bin.restore': command<{ readonly restored: number }>()(z.strictObject({ tasks: z.array(id).min(1).max(1000) })),
  /**
   * Out of the bin for good, with comments and history. No service hears of it. What is still to be sent about one of them
   * keeps it.
   */
  'bin.erase': command<BinErased>()(z.strictObject({ tasks: z.array(id).min(1).max(1000) })),

  'conflicts.list': query<readonly ConflictView[]>()(z.strictObject({ profile: name.optional() })),
  'conflicts.show': query<ConflictView>()(z.strictObject({ conflict: id })),
  /** Decides here; the services learn it at the next run. `use`: an endpoint's name, `here` or `before`; or a typed value. */
  'conflicts.resolve': command<TaskView>()(
    z.strictObject({
      conflict: id,
      use: name.optional(),
      value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]).optional(),
    }),
  ),

  /** Takes a decision back that no run has carried on yet; the question is open again. */
  'conflicts.reopen': command<ConflictView>()(z.strictObject({ conflict: id })),
  'conflicts.surroundings': query<ConflictSurroundings>()(z.strictObject({ task: id })),
  /** Values that a service has no counterpart for; they are kept, and wait for the mapping. */
  'conflicts.refused': query<readonly RefusedValueView[]>()(z.strictObject({ profile: name.optional() })),

  /** Pairs that may be the same task and wait for an answer, the likeliest first. While they wait, neither is created anywhere. */
  'matches.list': query<readonly MatchView[]>()(z.strictObject({ profile: name.optional() })),
  /** Looks again for tasks that are the same, by what was last read of the services. Answers with all that waits. */
  'matches.find': command<readonly MatchView[]>()(z.strictObject({ profile: name })),
  /** They are the same task: they become one here, and the next run takes over what only one of them says. */
  'matches.accept': command<MatchView>()(z.strictObject({ match: id })),
  /** They are two: remembered, and both go on as tasks of their own. */
  'matches.reject': command<MatchView>()(z.strictObject({ match: id })),

  'views.list': query<readonly SavedView[]>()(nothing),
  /** Adds a view at the end, or changes the one of that name. Answers with all. */
  'views.save': command<readonly SavedView[]>()(z.strictObject({ view: savedView, replaces: name.optional() })),
  'views.remove': command<readonly SavedView[]>()(z.strictObject({ name })),

  'settings.show': query<SettingsView>()(nothing),
  /** What is not named stays. */
  'settings.change': command<SettingsView>()(
    z.strictObject({
      /** Null: for ever. */
      binDays: z.number().int().min(1).max(3650).nullable().optional(),
      /** Null: for ever. */
      historyDays: z.number().int().min(30).max(3650).nullable().optional(),
      holdSeconds: z.number().int().min(0).max(60).optional(),
      /** Percent; the usual ones are the loosest. */
      brakes: z
        .strictObject({
          delete: z.number().int().min(1).max(10).optional(),
          change: z.number().int().min(1).max(30).optional(),
          create: z.number().int().min(1).max(50).optional(),
        })
        .optional(),
      notices: z
        .strictObject({
          isOn: z.boolean().optional(),
          recovery: z.boolean().optional(),
          conflicts: z.boolean().optional(),
          hideDetails: z.boolean().optional(),
          quiet: z.strictObject({ from: clockTime, to: clockTime }).nullable().optional(),
        })
        .optional(),
      /** Of the log in the data folder. */
      logLevel: z.enum(logLevels).optional(),
      /** Of messages outside the window; null: as the system. */
      language: z.enum(['en', 'de']).nullable().optional(),
      /** Nothing happens where the host is no desktop. */
      desktop: z
        .strictObject({ onClose: z.enum(['background', 'quit']).optional(), startsAtLogin: z.boolean().optional() })
        .optional(),
    }),
  ),
  /** Where the data is and how much of it. */
  'data.show': query<StoredDataView>()(nothing),

  /** The files that hold what was too old to stay. */
  'archive.list': query<ArchiveView>()(nothing),
  /**
   * What is in one of them, or in all, the newest first: with `query` what is about a task (its id or its beginning, words of its
   * title) or of a run.
   */
  'archive.show': query<ArchivePage>()(
    z.strictObject({
      file: name.optional(),
      query: z.string().max(200).optional(),
      offset: z.number().int().min(0).max(1_000_000).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
  ),
  /** Deletes one of them, for good. */
  'archive.remove': command<ArchiveView>()(z.strictObject({ file: name })),

  /** The backups of all data that there are. */
  'backups.list': query<BackupsView>()(nothing),
  /** Makes one now. With a passphrase nobody can read it without. */
  'backups.create': command<BackupView>()(z.strictObject({ passphrase: passphrase.optional() })),
  /** What restoring it would change here; changes nothing. */
  'backups.restorePlan': command<RestorePlanView>()(
    z.strictObject({
      name,
      passphrase: passphrase.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
  ),
  /**
   * Everything here becomes what the backup says, at once or not at all; what is here now is kept as a backup. Nothing is
   * overwritten or deleted at a service because of it: the next run of each profile is a person's, and asks about what differs.
   */
  'backups.restore': command<{ readonly before: BackupView }>()(
    z.strictObject({ name, passphrase: passphrase.optional() }),
  ),
  /** Restores it on trial. `invalid-input` when it is damaged. */
  'backups.verify': command<BackupView>()(z.strictObject({ name, passphrase: passphrase.optional() })),
  'backups.remove': command<BackupsView>()(z.strictObject({ name })),
  /** Shows the newest one among the others in the file manager, where the host is a desktop. */
  'backups.showFolder': command<null>()(nothing),

  /** How far the clock of each service is from that of this computer; asks those that no run has heard of. */
  'clocks.show': query<readonly ClockView[]>()(nothing),
  /** What somebody who helps may see: ids, counts, codes and hosts, nothing of a task and nobody's names. */
  'diagnostics.describe': query<DiagnosticsView>()(nothing),
  /** The same with what `doctor` finds and the log, without hosts, as one file to save. */
  'diagnostics.make': command<DiagnosticsFile>()(nothing),

  /** Whether the data is so damaged that it cannot be read; nearly everything else is refused then (`invalid-input`, cause `damaged`). */
  'damage.show': query<DamageView>()(nothing),
  /**
   * Everything becomes what the backup says; the damaged files are put aside as they are. For the services it is as after
   * `backups.restore`. Answers the folder that the damaged files are in.
   */
  'damage.restore': command<{ readonly kept: string }>()(z.strictObject({ name, passphrase: passphrase.optional() })),
  /** The same with nothing in their place. */
  'damage.startEmpty': command<{ readonly kept: string }>()(nothing),

  /**
   * A part of a file with tasks or history; without `after` the first. Of tasks those of `of`, else all but the bin; the same
   * has to be asked for with each part.
   */
  'data.export': query<ExportPage>()(
    z.strictObject({
      what: z.enum(exportedThings),
      format: z.enum(exportFormats).default('csv'),
      profile: name.optional(),
      of: taskSelection.optional(),
      after: z.string().max(200).nullable().default(null),
    }),
  ),
  /** What an import of the file (CSV, JSON or iCalendar) would do; changes nothing. */
  'data.planImport': query<ImportView>()(fileImport),
  /** Carries it out here; the services learn of it at the next run. Rows with a problem are left out whole. */
  'data.import': command<ImportDone>()(fileImport),

  /** Whether the history is as it was written: by the chain of its entries, and a seal that was noted at another time. */
  'history.check': query<HistoryCheckView>()(z.strictObject({ seal: z.string().max(100).optional() })),

  /** What was done lately, for the dashboard: in the days of this computer's time zone, today included. */
  'stats.show': query<StatsView>()(
    z.strictObject({ range: z.enum(['day', 'week', 'month', 'quarter']).default('week'), profile: name.optional() }),
  ),

  /** Whether monitoring programs may read numbers from the web host. */
  'metrics.show': query<MetricsView>()(nothing),
  /** Makes the token that they read with, which is shown this once; one that was made before counts no more. */
  'metrics.turnOn': command<MetricsView & { readonly token: string }>()(nothing),
  'metrics.turnOff': command<MetricsView>()(nothing),
  /** The numbers in Prometheus’ text format, without names of anything or anybody. */
  'metrics.read': query<{ readonly state: 'off' | 'refused' } | { readonly state: 'open'; readonly text: string }>()(
    z.strictObject({ token: z.string().max(200) }),
  ),

  'status.get': query<StatusView>()(nothing),
  /** The notification centre: what went wrong in the last 30 days, newest first. */
  'notices.list': query<NoticesView>()(nothing),
  'notices.read': command<NoticesView>()(nothing),
  /** Muted: the system says nothing of the profile until it is worse than now. */
  'notices.mute': command<NoticesView>()(z.strictObject({ profile: name, muted: z.boolean() })),
  /** Puts one off for an hour, or no longer: then the system says it again if it still lasts. */
  'notices.snooze': command<NoticesView>()(z.strictObject({ notice: id, snoozed: z.boolean() })),
  /** A notice of the status was read. Dismissing `safe-mode` turns sync on again. */
  'notices.dismiss': command<null>()(
    z.strictObject({ kind: z.enum(['restored', 'safe-mode', 'backup-failed', 'archive-failed']) }),
  ),

  /** Other devices that were paired with this computer, and where they reach it. */
  'devices.show': query<DevicesView>()(nothing),
  /** A code for one more device; the one made before is void. Only while the host is open for others. */
  'devices.code': command<PairingCodeView>()(nothing),
  /** Lets a browser of this computer come back without a fresh address. The key is public: P-256, SPKI, base64url. Answers with its id. */
  'devices.remember': command<{ readonly id: string }>()(z.strictObject({ name, key: z.string().max(200) })),
  /** Ends its session: what it has open is cut off at once. By id, or by a name that only one has. */
  'devices.end': command<DevicesView>()(z.strictObject({ device: name })),

  'updates.show': query<UpdatesView>()(nothing),
  /** Looks for a newer version now, and fetches it if it is a true one. Answers when it is known whether there is one. */
  'updates.check': command<UpdatesView>()(nothing),
  /** Which versions are looked for; looks at once. Going back to `stable` installs nothing older. */
  'updates.choose': command<UpdatesView>()(z.strictObject({ channel: z.enum(['stable', 'beta']) })),
  /** Ends the program and starts the fetched version. */
  'updates.install': command<UpdatesView>()(nothing),

  /** Whether secrets can be stored: `unset` and `locked` need `secrets.unlock` first. */
  'secrets.state': query<{ readonly state: SecretsState }>()(nothing),
  'secrets.unlock': command<null>()(z.strictObject({ passphrase })),
  /** Instead of a passphrase, where nothing is stored: secrets are kept until the program ends, and asked for again after that. */
  'secrets.keepForNow': command<null>()(nothing),
} as const;

export type Contract = typeof contract;
export type ApiName = keyof Contract;
/** What a caller passes (defaults may be left out). */
export type ApiInput<Name extends ApiName> = z.input<Contract[Name]['input']>;
/** What a handler gets (defaults are filled in). */
export type ApiArguments<Name extends ApiName> = z.output<Contract[Name]['input']>;
export type ApiOutput<Name extends ApiName> = Contract[Name]['output'];

/** One function for every call, whatever carries it. Rejects with `TaskSyncError`. */
export type ApiCall = <Name extends ApiName>(name: Name, input: ApiInput<Name>) => Promise<ApiOutput<Name>>;

/** What hosts announce. `changed` says which lists to read again; it carries no data. */
export type ApiEvent =
  | { readonly kind: 'run-progress'; readonly progress: Progress; readonly profileName: string }
  | { readonly kind: 'preview-progress'; readonly progress: Progress; readonly profileName: string }
  | { readonly kind: 'run-finished'; readonly run: RunView }
  /** Where things stand now: what `status.get` would answer. Comes before the `run-finished` of a run that changed it. */
  | { readonly kind: 'status'; readonly status: StatusView }
  /** A line of a test that began or ended. */
  | {
      readonly kind: 'connection-test';
      readonly attempt: string;
      readonly step: TestStep | { readonly id: TestStepId; readonly state: 'running' };
    }
  /** Pages show other data from now on: the demonstration, or the person's own. Whatever they hold is of the other. */
  | { readonly kind: 'workspace'; readonly isDemo: boolean }
  | {
      readonly kind: 'changed';
      readonly what: readonly (
        | 'tasks'
        | 'conflicts'
        | 'matches'
        | 'profiles'
        | 'connections'
        | 'runs'
        | 'status'
        | 'views'
        | 'notices'
        | 'settings'
        | 'devices'
        | 'updates'
        | 'backups'
        | 'archive'
      )[];
    };

/** The API as the core offers it to a host in the same process. */
export interface Api {
  readonly call: ApiCall;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: ApiEvent) => void): () => void;
}
