import type { EndpointFile } from '../../src-shared/api/profile-file.ts';
import type { SimulatedService } from './kit/simulated-service.ts';

/** A simulated service as a person would connect to it. */
export interface DemoService {
  /** The connector that talks to it. */
  readonly connector: DemoServiceName;
  /** As people call it. */
  readonly name: string;
  readonly url: string;
  readonly username: string | null;
  readonly secret: string;
  readonly options: Readonly<Record<string, string>>;
  /** A project, repository or board. */
  readonly container: string;
  /** What a person adds to the profile, because teams call the same thing by different names. */
  readonly mapping: NonNullable<EndpointFile['mapping']>;
  /** Its HTTP server: faults, latency, and what is said. */
  readonly server: SimulatedService;
  close(): Promise<void>;
}

export const demoServiceNames = ['jira', 'github', 'trello', 'asana'] as const;
export type DemoServiceName = (typeof demoServiceNames)[number];
