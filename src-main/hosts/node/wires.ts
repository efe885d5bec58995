import type { Agent, AgentOptions, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Route, RouteGuard } from './route-guard.ts';

export interface Wire {
  readonly start: (options: RequestOptions, onResponse: (response: IncomingMessage) => void) => ClientRequest;
  readonly agent: Agent;
}

export interface Wires {
  /** @param trust certificates (PEM) in the place of the system's */
  for(route: Route, trust?: string): Wire;
  close(): void;
}

/** Kept-alive connections, apart where other rules hold: what one may use, another one may not. */
export function createWires(options: AgentOptions, guard: RouteGuard): Wires {
  const open = new Map<string, Wire>();
  return {
    for: (route, trust) => {
      const key = JSON.stringify([route.isEncrypted, route.from, trust]);
      const wire = open.get(key) ?? openWire({ ...options, lookup: guard.lookup(route) }, route, trust);
      open.set(key, wire);
      return wire;
    },
    close: () => {
      for (const { agent } of open.values()) agent.destroy();
      open.clear();
    },
  };
}

/**
 * TLS is at least 1.2 and always verified (SEC-29). Node's modules are loaded with the first request: they take longer than
 * all the rest of a command that needs none. An `import` of them would also load Node's whole `fetch` (its names are read one
 * by one), some 25 ms for nothing.
 */
function openWire(options: AgentOptions, { isEncrypted }: Route, trust: string | undefined): Wire {
  if (isEncrypted) {
    const https = process.getBuiltinModule('node:https');
    const own = trust === undefined ? {} : { ca: trust };
    const agent = new https.Agent({ ...options, ...own, minVersion: 'TLSv1.2', rejectUnauthorized: true });
    return { start: https.request, agent };
  }
  const http = process.getBuiltinModule('node:http');
  return { start: http.request, agent: new http.Agent(options) };
}
