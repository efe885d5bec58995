/** A service's address as a link target, or undefined when it is not a web address: a record must not bring its own script. */
export function safeHref(url: string | null): string | undefined {
  return url !== null && /^https?:\/\//i.test(url) ? url : undefined;
}
