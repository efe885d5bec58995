/** A time (milliseconds since 1970) in ISO 8601 with the second that it is in, for services that know no parts of one. */
export function wholeSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
