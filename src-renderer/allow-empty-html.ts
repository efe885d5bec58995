interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createHTML: (text: string) => string | null }): unknown;
}

/**
 * React Aria's announcer empties its log by `innerHTML = ''`, which our page policy (`require-trusted-types-for`) would refuse
 * and with it every date field. Emptying is all that is allowed; any other HTML is refused as before.
 */
export function allowEmptyHtml(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });
}
