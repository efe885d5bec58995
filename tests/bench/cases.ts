/** `services`: a Jira and a GitHub, simulated; the others are pairs of CalDAV servers. */
export type ServerKind = 'radicale' | 'simulated' | 'services';

export interface Case {
  readonly name: string;
  readonly server: ServerKind;
  readonly tasks: number;
  /** Added to every answer of the simulated server. */
  readonly latencyMs: number;
  /** The simulated server carries out one write after the other, each taking that long, as Radicale does. */
  readonly perWriteMs?: number;
  /** Only when it is named: it takes its time. */
  readonly onDemand?: boolean;
}

export const cases: readonly Case[] = [
  { name: 'radicale', server: 'radicale', tasks: 1000, latencyMs: 0 },
  { name: 'fast', server: 'simulated', tasks: 1000, latencyMs: 0 },
  { name: 'large', server: 'simulated', tasks: 10_000, latencyMs: 0 },
  { name: 'huge', server: 'simulated', tasks: 100_000, latencyMs: 0, onDemand: true },
  { name: '20ms', server: 'simulated', tasks: 1000, latencyMs: 20 },
  { name: '50ms', server: 'simulated', tasks: 1000, latencyMs: 50 },
  { name: 'slow-writes', server: 'simulated', tasks: 1000, latencyMs: 0, perWriteMs: 20, onDemand: true },
  { name: 'jira-github', server: 'services', tasks: 1000, latencyMs: 20 },
];

/** The cases of `--scale`: the same work on lists of three sizes. */
export const scaleCases: readonly string[] = ['fast', 'large', 'huge'];

export const steps = ['initial', 'no change', '10 changes a side'] as const;
/** Between services also when the last changes are older than what a connector reads again, and it has seen that nothing came late. */
export const serviceSteps = [...steps, 'no change, settled'] as const;
export type StepName = (typeof serviceSteps)[number];

/** One line of the report. What a program or server does not tell is null. */
export interface Measurement {
  readonly case: string;
  readonly tasks: number;
  readonly step: StepName;
  readonly program: 'task-sync' | 'vdirsyncer' | 'bare client';
  readonly wallMs: number;
  readonly cpuMs: number | null;
  readonly maxRssMb: number | null;
  readonly loopP99Ms: number | null;
  readonly loopMaxMs: number | null;
  readonly requests: number | null;
  readonly writesInFlight: number | null;
}
