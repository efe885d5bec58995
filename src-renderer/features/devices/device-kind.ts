/** What to call a device before a person does, by what its browser says of itself. */
export function deviceKind(userAgent: string): 'phone' | 'tablet' | 'computer' {
  if (/ipad|tablet|android(?!.*mobile)/i.test(userAgent)) return 'tablet';
  return /iphone|mobile/i.test(userAgent) ? 'phone' : 'computer';
}
