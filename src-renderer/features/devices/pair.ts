const outcomes = ['paired', 'wrong', 'gone', 'later'] as const;
export type PairOutcome = (typeof outcomes)[number] | 'failed';

const inAddress = /^#pair=([\w-]{1,20})$/;

/**
 * What a camera is shown: the address with the code behind the #, where no server and no log sees it. The code works once and for
 * ten minutes, and a person still says yes on the device.
 */
export function pairingLink(address: string, code: string): string {
  return `${address}#pair=${code}`;
}

/** The code of the address, which is taken out of it; empty: there is none. */
export function takePairingCode(): string {
  const code = inAddress.exec(location.hash)?.[1] ?? '';
  if (code !== '') history.replaceState(null, '', location.pathname);
  return code;
}

/** Shows the code to the page's host. On `paired` the browser has a session, in a cookie that this page cannot read. */
export async function pairThisDevice(code: string, name: string): Promise<PairOutcome> {
  try {
    const response = await fetch('/pair', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name }),
    });
    const { outcome } = (await response.json()) as { readonly outcome?: unknown };
    return outcomes.find((each) => each === outcome) ?? 'failed';
  } catch {
    return 'failed';
  }
}
