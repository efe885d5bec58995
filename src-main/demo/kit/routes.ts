/** One request as a route sees it. */
export interface ServiceRequest {
  readonly method: string;
  /** The route's template, as in the provider's API description. */
  readonly template: string;
  readonly path: string;
  /** What the places of the template hold, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** The body as JSON; undefined when there is none. Throws a `Refusal` when it is none. */
  json(): unknown;
  /** Where the service answers, without a slash at the end: for the addresses in its answers. */
  readonly origin: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes go out as they are, everything else as JSON; undefined: nothing. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** As in the provider's description: `/repos/{owner}/{repo}/issues/{issue_number}`. */
  readonly path: string;
  handle(request: ServiceRequest): Reply | Promise<Reply>;
}

/** Ends a request with this answer, from wherever it is thrown. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request. Words count more than places: `/issues/comments` before `/issues/{number}`. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | null {
  const compiled = routes
    .map((route) => ({ route, parts: route.path.split('/') }))
    .sort((a, b) => placesIn(a.parts) - placesIn(b.parts));
  return (method, path) => {
    const parts = path.split('/');
    for (const { route, parts: wanted } of compiled) {
      if (route.method !== method || wanted.length !== parts.length) continue;
      const params = paramsOf(wanted, parts);
      if (params !== null) return { route, params };
    }
    return null;
  };
}

function placesIn(parts: readonly string[]): number {
  return parts.filter((part) => part.includes('{')).length;
}

function paramsOf(wanted: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | null {
  const params: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? '';
    const place = /^\{(.+)\}$/.exec(want)?.[1];
    if (place !== undefined && part !== '') params[place] = decodeURIComponent(part);
    else if (want !== part) return null;
  }
  return params;
}
