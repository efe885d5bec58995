import { Refusal } from '../kit/routes.ts';

/** As Asana words them: github.com/Asana/openapi, ErrorResponse, and developers.asana.com/docs/errors. */
function refusal(status: number, message: string, headers?: Readonly<Record<string, string>>): Refusal {
  const help =
    'For more information on API status codes and how to handle them, read the docs on errors: https://developers.asana.com/docs/errors';
  return new Refusal({ status, body: { errors: [{ message, help }] }, ...(headers && { headers }) });
}

export const badRequest = (message: string): Refusal => refusal(400, message);
export const notAuthorized = (): Refusal => refusal(401, 'Not Authorized');
export const forbidden = (what: string): Refusal => refusal(403, `${what}: Forbidden`);
/** Of an object in the path. */
export const unknownObject = (what: string, gid: string): Refusal => refusal(404, `${what}: Unknown object: ${gid}`);
/** Of one that a parameter or the body names: not the thing itself is missing (forum.asana.com/t/580616). */
export const unknownReference = (what: string, gid: string): Refusal => badRequest(`${what}: Unknown object: ${gid}`);
export const noSuchRoute = (): Refusal => refusal(404, 'No matching route for request');
export const tooManyRequests = (seconds: number): Refusal =>
  refusal(429, "You've made too many requests and hit a rate limit. Please retry after the given amount of time.", {
    'retry-after': String(seconds),
  });
