import type { ServiceClock } from '../kit/service-clock.ts';
import type { JiraAttachment, JiraComment, JiraIssue, JiraProject } from './model.ts';
import type { Site } from './site.ts';
import { createProject, firstStatus } from './site.ts';

export interface StoreOptions {
  readonly site: Site;
  readonly clock: ServiceClock;
  /** How long the search does not see a change. */
  readonly searchLagMs: number;
}

export interface NewIssue {
  readonly project: string;
  readonly type: string;
  readonly creator: string;
  readonly fields: Record<string, unknown>;
  readonly properties?: Record<string, unknown>;
  readonly status?: string;
  /** Default: now. */
  readonly at?: number;
}

interface Seen {
  readonly from: number;
  readonly issue: JiraIssue | null;
}

/** The issues of a site: as they are, and as its search sees them. */
export class JiraStore {
  readonly site: Site;
  readonly projects = new Map<string, JiraProject>();
  readonly issues = new Map<string, JiraIssue>();
  searchLagMs: number;
  readonly #clock: ServiceClock;
  readonly #byKey = new Map<string, string>();
  /** What the search sees of each issue, from when on; oldest first. */
  readonly #index = new Map<string, Seen[]>();
  readonly #pages = new Map<string, { readonly ids: readonly string[]; readonly end: number }>();
  #lastId = 10_000;
  #lastTime = 0;

  constructor({ site, clock, searchLagMs }: StoreOptions) {
    this.site = site;
    this.searchLagMs = searchLagMs;
    this.#clock = clock;
  }

  nextId(): string {
    return String(++this.#lastId);
  }

  /** No two changes have the same millisecond. */
  now(): number {
    this.#lastTime = Math.max(this.#clock.now(), this.#lastTime + 1);
    return this.#lastTime;
  }

  addProject(key: string, name: string): JiraProject {
    const project = createProject(this.nextId(), key, name);
    this.projects.set(project.id, project);
    return project;
  }

  /** By id or key, whatever its case. */
  project(idOrKey: string): JiraProject | undefined {
    const key = idOrKey.toUpperCase();
    return (
      this.projects.get(idOrKey) ?? [...this.projects.values()].find((project) => project.key.toUpperCase() === key)
    );
  }

  /** By id or any key that it ever had. */
  issue(idOrKey: string): JiraIssue | undefined {
    return this.issues.get(idOrKey) ?? this.issues.get(this.#byKey.get(idOrKey.toUpperCase()) ?? '');
  }

  add({ project: id, type, creator, fields, properties = {}, status = firstStatus, at }: NewIssue): JiraIssue {
    const project = this.projects.get(id);
    if (project === undefined) throw new Error(`There is no project ${id}.`);
    const created = at ?? this.now();
    const issue: JiraIssue = {
      ...{ id: this.nextId(), key: `${project.key}-${++project.lastNumber}`, project: id, type, status, creator },
      ...{ created, updated: created, fields, properties, comments: [], attachments: [], level: null },
    };
    this.issues.set(issue.id, issue);
    this.#byKey.set(issue.key.toUpperCase(), issue.id);
    this.#see(issue.id, issue, at);
    return issue;
  }

  /** Tells the search, too. */
  touch(issue: JiraIssue, at?: number): void {
    issue.updated = at ?? this.now();
    this.#see(issue.id, issue, at);
  }

  /** To another project: the key changes, the id stays. */
  move(idOrKey: string, projectKey: string): void {
    const [issue, project] = [this.issue(idOrKey), this.project(projectKey)];
    if (issue === undefined || project === undefined) throw new Error('There is nothing to move.');
    issue.project = project.id;
    issue.key = `${project.key}-${++project.lastNumber}`;
    this.#byKey.set(issue.key.toUpperCase(), issue.id);
    this.touch(issue);
  }

  remove(id: string): void {
    this.issues.delete(id);
    this.#see(id, null);
  }

  comment(issue: JiraIssue, comment: Omit<JiraComment, 'id' | 'created' | 'updated'>, at?: number): JiraComment {
    const created = at ?? this.now();
    const made = { ...comment, id: this.nextId(), created, updated: created };
    issue.comments.push(made);
    this.touch(issue, at);
    return made;
  }

  attach(issue: JiraIssue, attachment: Omit<JiraAttachment, 'id' | 'created'>, at?: number): JiraAttachment {
    const made = { ...attachment, id: this.nextId(), created: at ?? this.now() };
    issue.attachments.push(made);
    this.touch(issue, at);
    return made;
  }

  childrenOf(id: string): readonly JiraIssue[] {
    return [...this.issues.values()].filter(({ fields }) => fields['parent'] === id);
  }

  /** As the search sees them now; the present state of those that it is told to reconcile. */
  searchable(fresh: readonly string[] = []): readonly JiraIssue[] {
    if (this.searchLagMs === 0) return [...this.issues.values()];
    const now = this.#clock.now();
    const found = new Map<string, JiraIssue>();
    for (const [id, seen] of this.#index) {
      const issue = seen.findLast(({ from }) => from <= now)?.issue ?? null;
      if (issue !== null) found.set(id, issue);
    }
    for (const id of fresh) {
      const issue = this.issues.get(id);
      if (issue === undefined) found.delete(id);
      else found.set(id, issue);
    }
    return [...found.values()];
  }

  /** @returns the token of the rest of a result */
  keepPages(ids: readonly string[]): string {
    const token = Buffer.from(`page ${this.nextId()}`).toString('base64url');
    this.#pages.set(token, { ids, end: this.#clock.now() + 7 * 86_400_000 });
    return token;
  }

  /** Null: there is no such page any more. */
  pageOf(token: string): readonly string[] | null {
    const page = this.#pages.get(token);
    return page === undefined || page.end < this.#clock.now() ? null : page.ids;
  }

  #see(id: string, issue: JiraIssue | null, at?: number): void {
    if (this.searchLagMs === 0) return;
    const seen = this.#index.get(id) ?? [];
    const from = at === undefined ? this.#clock.now() + this.searchLagMs : 0;
    seen.push({ from, issue: issue === null ? null : structuredClone(issue) });
    // What was overtaken long ago is seen no more.
    const current = seen.findLastIndex((one) => one.from <= this.#clock.now());
    this.#index.set(id, seen.slice(Math.max(0, current)));
  }
}
