import { parseBaseUrl } from '../kit/origin.ts';

/**
 * Where the API is, from the address that a person knows: github.com has it at api.github.com, a company's ghe.com at
 * api.COMPANY.ghe.com, an Enterprise Server below /api/v3. An address with a path, or without TLS, is taken as it is.
 */
export function baseUrlOf(address: string | null): URL {
  const given = address?.trim() ?? '';
  const url = parseBaseUrl('GitHub', given === '' ? 'https://api.github.com/' : given);
  if (url.protocol !== 'https:' || url.pathname !== '/' || url.hostname.startsWith('api.')) return url;
  if (url.hostname === 'www.github.com') url.hostname = 'github.com';
  if (url.hostname === 'github.com' || url.hostname.endsWith('.ghe.com')) url.hostname = `api.${url.hostname}`;
  else url.pathname = '/api/v3/';
  return url;
}
