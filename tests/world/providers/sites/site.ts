import type { DemoServiceName } from '../../../../src-main/demo/demo-service.ts';
import type { Front } from '../../../../src-main/demo/kit/front.ts';
import type { Exchange } from '../../../../src-main/demo/kit/simulated-service.ts';
import type { EndpointFile } from '../../../../src-shared/api/profile-file.ts';

/** One of the simulated services as people use it in a browser, and as somebody with a view of everything sees it. */
export interface Site {
  readonly name: DemoServiceName;
  readonly url: string;
  readonly username: string | null;
  readonly secret: string;
  readonly options: Readonly<Record<string, string>>;
  readonly container: string;
  readonly mapping: NonNullable<EndpointFile['mapping']>;
  /** Fields of `SiteRecord` that the service has a place for. */
  readonly holds: readonly SiteField[];
  /** What is in the container now, whatever its search says; oldest first. */
  records(): readonly SiteRecord[];
  add(title: string): SiteRecord;
  edit(id: string, change: SiteChange): void;
  close(id: string): void;
  reopen(id: string): void;
  /** To the other project, repository or board. */
  move(id: string): void;
  delete(id: string): void;
  comment(id: string, text: string): void;
  onExchange(listener: (exchange: Exchange) => void): void;
}

export type SiteField = 'title' | 'body' | 'due' | 'labels';

export interface SiteRecord {
  readonly id: string;
  readonly title: string;
  /** Its words, in whatever format. */
  readonly body: string;
  /** A day. */
  readonly due: string | null;
  readonly labels: readonly string[];
  readonly isClosed: boolean;
  readonly comments: readonly string[];
}

export interface SiteChange {
  readonly title?: string;
  /** A paragraph that goes before all others. */
  readonly line?: string;
  readonly due?: string;
  readonly label?: string;
}

export interface SiteOptions {
  readonly front: Front;
  readonly now: () => number;
  /** How late the search of Jira is, and the events of Asana. */
  readonly lagMs: number;
}

export function existing<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('a person wanted to change what is not there');
  return found;
}
