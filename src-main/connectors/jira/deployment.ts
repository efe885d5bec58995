import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { parseBaseUrl } from '../kit/origin.ts';
import type { User } from './jira-wire.ts';
import type { TextFormat } from './text-format.ts';
import { documents, wikiMarkup } from './text-format.ts';

/** Where Cloud and Data Center differ. The rest of the connector does not ask which one it talks to. */
export interface Deployment {
  readonly kind: 'cloud' | 'datacenter';
  /** Below the address of the connection. */
  readonly api: string;
  readonly text: TextFormat;
  /** How a person is named: an account id, or a user name. */
  userValue(user: User): string | null;
  userReference(value: string | null): Readonly<Record<string, string>> | null;
  /**
   * Where a record keeps our marker. Cloud shows properties in its search; Data Center does not, so there it stands in the
   * description, as a wiki anchor, which is not shown and can be searched for.
   */
  readonly marker: 'property' | 'anchor';
}

const cloud: Deployment = {
  kind: 'cloud',
  api: 'rest/api/3',
  text: documents,
  userValue: ({ accountId }) => accountId ?? null,
  userReference: (value) => (value === null ? null : { accountId: value }),
  marker: 'property',
};

const datacenter: Deployment = {
  kind: 'datacenter',
  api: 'rest/api/2',
  text: wikiMarkup,
  userValue: ({ name }) => name ?? null,
  userReference: (value) => (value === null ? null : { name: value }),
  marker: 'anchor',
};

export function deploymentOf({ options }: ConnectContext): Deployment {
  return options['deployment'] === 'datacenter' ? datacenter : cloud;
}

/** Where requests go, and where people look: under OAuth the API of each site is `https://api.atlassian.com/ex/jira/<cloud id>`. */
export function addressesOf(context: ConnectContext): { readonly base: URL; readonly site: URL } {
  const seen = parseBaseUrl('Jira', context.url ?? '');
  const base = context.apiUrl === undefined ? seen : parseBaseUrl('Jira', context.apiUrl);
  const site = context.options['site']?.trim() ?? '';
  return { base, site: site === '' ? seen : parseBaseUrl('Jira', site) };
}

/** Basic with an account's e-mail address (Cloud) or user name and password (Server before 8.14); a token alone, or from OAuth, as Bearer. */
export async function authorizationOf(context: ConnectContext): Promise<Readonly<Record<string, string>>> {
  const secret = await context.secret();
  const username = context.username?.trim() ?? '';
  const isToken = context.signedIn === 'code' || context.signedIn === 'device';
  if (username === '' || isToken) return { authorization: `Bearer ${secret}` };
  return { authorization: `Basic ${Buffer.from(`${username}:${secret}`, 'utf8').toString('base64')}` };
}
