const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);

/** Whether a method only reads, so that it may be repeated and is allowed in a preview. */
export function isRead(method: string): boolean {
  return reads.has(method.toUpperCase());
}
