import { Refusal, type Reply } from '../kit/routes.ts';

/** Trello says what is wrong in a few plain words, but for its limits. */
export function plain(status: number, words: string): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(words) };
}

export const notFound = plain(404, 'The requested resource was not found.');

export function refuse(status: number, words: string): Refusal {
  return new Refusal(plain(status, words));
}
