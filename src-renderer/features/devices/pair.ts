const outcomes = ['paired', 'wrong', 'gone', 'later'] as const;
export type PairOutcome = (typeof outcomes)[number] | 'failed';

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
