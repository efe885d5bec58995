import { z } from 'zod';
import type { SiteList } from '../../../src-shared/connector/sign-in.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';
import type { Secret } from '../../../src-shared/secret.ts';
import { requireSafe } from './oauth-fetch.ts';
import { notUnderstood } from './sign-in-errors.ts';

/** A site that a token is good for. */
export interface Site {
  /** What people see. */
  readonly url: string;
  readonly apiUrl: string;
}

const sitesSchema = z.array(z.object({ id: z.string().regex(/^[\w-]{1,100}$/), url: z.string(), name: z.string() }));

/**
 * The one site that the connection is for: the one that its address names, or else the only one. Atlassian's
 * accessible-resources names a site once for each product, so equal ids count as one.
 */
export async function findSite(
  http: Http,
  service: string,
  { list, api }: SiteList,
  { accessToken, wanted }: { readonly accessToken: Secret; readonly wanted: string | null },
): Promise<Site> {
  const { href } = requireSafe(service, list);
  const headers = { authorization: `Bearer ${accessToken.reveal()}`, accept: 'application/json' };
  const answer = await http.send({ method: 'GET', url: href, headers, maxBytes: 1_000_000, timeoutMs: 30_000 });
  if (answer.status !== 200) throw notUnderstood(service, answer.status);
  const found = new Map(readSites(service, answer.body).map((site) => [site.id, site]));
  const sites = [...found.values()];
  const origin = wanted === null ? null : (URL.parse(wanted)?.origin ?? null);
  const fitting = origin === null ? sites : sites.filter(({ url }) => URL.parse(url)?.origin === origin);
  const [only] = fitting;
  if (only === undefined || fitting.length > 1) throw notOne(service, origin, sites);
  return { url: requireSafe(service, only.url).href, apiUrl: requireSafe(service, api.replace('{id}', only.id)).href };
}

function readSites(service: string, body: Uint8Array): z.infer<typeof sitesSchema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw notUnderstood(service, 200);
  }
  const { data } = sitesSchema.safeParse(value);
  if (data === undefined) throw notUnderstood(service, 200);
  return data;
}

function notOne(service: string, origin: string | null, sites: readonly { readonly url: string }[]): TaskSyncError {
  const names = sites.flatMap(({ url }) => URL.parse(url)?.host ?? []).slice(0, 10);
  if (names.length === 0) {
    return new TaskSyncError(
      'forbidden',
      `The account has no site at ${service} that your app may use. Nothing was stored. Sign in with another account, or choose the site on the page of the service.`,
    );
  }
  const which = origin === null ? `several sites at ${service}` : `no site at ${URL.parse(origin)?.host ?? origin}`;
  return new TaskSyncError(
    'invalid-input',
    `The account that signed in has ${which}. Nothing was stored. It has: ${names.join(', ')}. Give one of them as the address of the connection, then sign in again.`,
  );
}
