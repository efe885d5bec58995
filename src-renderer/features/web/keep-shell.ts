import { isDesktop } from '../../api/environment.ts';

const workerPath = '/shell-worker.js';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Lets the browser keep the page's own files, so that it opens while its host is away. Not in the desktop app, which has them. */
export async function keepShell(): Promise<void> {
  if (isDesktop || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(trusted(workerPath));
    (await navigator.serviceWorker.ready).active?.postMessage('refresh');
  } catch {
    // Private windows and strict settings refuse workers: the page works, it just needs its host to open.
  }
}

/** The page's policy takes addresses of scripts only from a maker of its own; ours makes this one address. */
function trusted(path: typeof workerPath): string {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('task-sync-worker', {
    createScriptURL: (url) => (url === workerPath ? url : ''),
  });
  return policy ? policy.createScriptURL(path) : path;
}
