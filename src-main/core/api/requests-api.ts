import type { ApiContext, Handlers } from './api-context.ts';

export function requestHandlers({ options }: ApiContext): Handlers<'requests.list'> {
  return {
    'requests.list': async ({ limit = 100 }) => (options.ports.requests?.recent() ?? []).slice(-limit),
  };
}
