import type { Connection } from '../../../src-shared/domain/connection.ts';

/** Which service it is and how it is signed in to. Options are a person's words, so only how many there are. */
export function describeConnection({ id, connector, url, username, options, signIn, readOnly, testedAt }: Connection) {
  const address = url === null ? null : URL.parse(url);
  return {
    ...{ connection: id, connector, host: address?.host ?? null, scheme: address?.protocol ?? null },
    ...{ hasUsername: username !== null, options: Object.keys(options).length },
    ...{ signIn: signIn?.kind ?? 'token', readOnly: readOnly === true, testedAt: testedAt ?? null },
  };
}
