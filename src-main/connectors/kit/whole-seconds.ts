/** A time (milliseconds since 1970) in ISO 8601 with the second that it is in, for services that know no parts of one. */
export function wholeSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** A moment for each of several things of one second: by their numbers, which never change, in their order (but where a thousand begins). */
export function momentWithin(second: string, id: number): string {
  return new Date(Date.parse(second) + (id % 1_000)).toISOString();
}
