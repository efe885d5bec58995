import type { DemoServiceName } from '../../../src-main/demo/demo-service.ts';
import type { LocalFault } from '../../../src-main/demo/kit/local-network.ts';
import type { ConflictPolicy, DeletionPolicy } from '../../../src-shared/domain/profile.ts';

/** Sessions with the simulated GitHub, Jira, Trello and Asana have numbers from here on. */
export const firstWithProviders = 2_000_000_000;

/** As `Story`, for services with an API of their own. */
export interface ProviderStory {
  readonly seed: number;
  readonly setting: ProviderSetting;
  readonly events: readonly ProviderEvent[];
}

export interface ProviderSetting {
  readonly services: readonly DemoServiceName[];
  /** How late the search of Jira and the events of Asana are. */
  readonly lagMs: number;
  /** Of every request. */
  readonly latencyMs: number;
  readonly conflicts: ConflictPolicy;
  readonly deletions: DeletionPolicy;
  readonly weather: ProviderWeather;
  /** Which side people take when they decide the conflicts in the end. */
  readonly decides: 0 | 1;
}

export interface ProviderWeather {
  /** Percent of all requests. */
  readonly rate: number;
  readonly kinds: readonly WeatherKind[];
  /** Reads are most of all requests; where they go well, runs get as far as the rarer ones. */
  readonly onlyWrites: boolean;
}

export const weatherKinds = [
  ...(['refused', 'lost request', 'lost answer', 'cut answer', 'html'] as const),
  ...(['500', '502', '503', '429', '429 with time', 'secondary limit', 'slow'] as const),
] as const;
export type WeatherKind = (typeof weatherKinds)[number];

/** A service of the story by its number, or the program itself. */
export type At = number | 'here';

export type ProviderField = 'title' | 'body' | 'due' | 'labels';
export const providerFields: readonly ProviderField[] = ['title', 'body', 'due', 'labels'];

export type PersonDoes =
  | { readonly do: 'add'; readonly at: At }
  | { readonly do: 'edit'; readonly at: At; readonly pick: number; readonly field: ProviderField }
  | { readonly do: 'close' | 'reopen' | 'delete' | 'move' | 'comment'; readonly at: At; readonly pick: number };

export type ProviderEvent = { readonly id: number; readonly faults?: Readonly<Record<string, LocalFault>> } & (
  | PersonDoes
  | { readonly do: 'wait'; readonly ms: number }
  | ProviderSync
);

export interface ProviderSync {
  readonly do: 'sync';
  /** The program dies at the nth crash point that this run passes. */
  readonly crash?: number;
  /** A person does something at the moment of the nth request. */
  readonly meanwhile?: { readonly request: number; readonly event: PersonDoes };
}
