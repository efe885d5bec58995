import type { Api, ApiEvent, ApiInput, ApiName, ApiOutput } from '../../src-shared/api/contract.ts';
import type { TaskSyncError } from '../../src-shared/errors.ts';
import type { SampleOptions } from './sample-data.ts';

/** How a world differs from the sample: for seeing a screen while it loads, fails, or is told half of it. */
export interface SampleWorld {
  readonly tasks: number;
  readonly trouble?: SampleOptions['trouble'];
  readonly isPlain?: boolean;
  /** Answers that never come. */
  readonly never?: readonly ApiName[];
  readonly fails?: { readonly [Name in ApiName]?: TaskSyncError };
  /** The sample's answer, made another one. */
  readonly answers?: { readonly [Name in ApiName]?: (answer: ApiOutput<Name>) => ApiOutput<Name> };
  /** What is announced when it is asked; also of what never answers. */
  readonly events?: { readonly [Name in ApiName]?: (input: ApiInput<Name>) => readonly ApiEvent[] };
}

export function inWorld(
  api: Api,
  { never = [], fails = {}, answers = {}, events = {} }: Omit<SampleWorld, 'tasks'>,
): Api {
  const listeners = new Set<(event: ApiEvent) => void>();
  const call = async <Name extends ApiName>(name: Name, input: ApiInput<Name>): Promise<ApiOutput<Name>> => {
    const told = events[name] as ((input: ApiInput<Name>) => readonly ApiEvent[]) | undefined;
    for (const event of told?.(input) ?? []) for (const listener of listeners) listener(event);
    if (never.includes(name)) return await new Promise(() => {});
    const failure = fails[name];
    if (failure) throw failure;
    const answer = await api.call(name, input);
    const change = answers[name] as ((answer: ApiOutput<Name>) => ApiOutput<Name>) | undefined;
    return change ? change(answer) : answer;
  };
  return {
    call,
    subscribe: (listener) => {
      listeners.add(listener);
      const end = api.subscribe(listener);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
  };
}
