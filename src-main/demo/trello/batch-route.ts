import { createRouter, Refusal, type Reply, type Route } from '../kit/routes.ts';
import { refuse } from './refusals.ts';

const most = 10;

/**
 * Up to ten reads in one.
 * @param count each of them as a request of its own; null when that is one too many
 */
export function batchRoute(routes: readonly Route[], count: () => Reply | null): Route {
  const route = createRouter(routes);
  return {
    method: 'GET',
    path: '/1/batch',
    handle: async (request) => {
      const urls = (request.query.get('urls') ?? '').split(',').filter((url) => url !== '');
      if (urls.length === 0 || urls.length > most) throw refuse(400, 'invalid value for urls');
      const parts = urls.map(async (url): Promise<unknown> => {
        const { pathname, searchParams } = new URL(`/1${url}`, request.origin);
        const found = route('GET', pathname);
        if (found === null) return failure(404, 'Not Found');
        const { params } = found;
        const reply = await answerTo(
          () =>
            found.route.handle({ ...request, path: pathname, template: found.route.path, params, query: searchParams }),
          count,
        );
        return reply.status === 200 ? { 200: reply.body } : failure(reply.status, String(reply.body));
      });
      return { status: 200, body: await Promise.all(parts) };
    },
  };
}

async function answerTo(handle: () => Reply | Promise<Reply>, count: () => Reply | null): Promise<Reply> {
  try {
    return count() ?? (await handle());
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function failure(statusCode: number, message: string): unknown {
  return { name: 'TrelloError', message, statusCode };
}
