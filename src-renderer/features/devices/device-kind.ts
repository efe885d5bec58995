/** What to call a device before a person does, by what its browser says of itself. */
export function deviceKind(userAgent: string): 'phone' | 'tablet' | 'computer' {
  if (/ipad|tablet|android(?!.*mobile)/i.test(userAgent)) return 'tablet';
  return /iphone|mobile/i.test(userAgent) ? 'phone' : 'computer';
}

const browsers = [
  ['Edge', /edg\//i],
  ['Opera', /opr\//i],
  ['Firefox', /firefox\//i],
  ['Chrome', /chrom(e|ium)\//i],
  ['Safari', /safari\//i],
] as const;

/** What its makers call a browser, by what it says of itself. */
export function browserName(userAgent: string): string {
  return browsers.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'Browser';
}
