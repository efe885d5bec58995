// Keeps the files of the page, so that it opens while its host is away. Only files that the host lists in shell.json are ever
// kept, under their own paths: no answers of the API (they come over a WebSocket, which no worker sees) and no tokens (they
// stand behind the #, and requests are looked up by path).
const cacheName = 'task-sync-shell';

async function refresh() {
  const answer = await fetch('/shell.json', { cache: 'no-store' });
  if (!answer.ok) return;
  const { files } = await answer.json();
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  // Files in assets/ have the digest of what is in them in their name; the others may have changed.
  await cache.addAll(files.filter((file) => !kept.has(file) || !file.startsWith('/assets/')));
  for (const path of kept) if (!files.includes(path)) await cache.delete(path);
}

self.addEventListener('install', (event) => event.waitUntil(refresh().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (event.data === 'refresh') event.waitUntil(refresh().catch(() => undefined));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.pathname === '/shell.json') return;
  event.respondWith(answer(event.request, event.request.mode === 'navigate' ? '/' : url.pathname));
});

/** From the host while it is there, so that a new version shows at once; else what was kept. */
async function answer(request, path) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept && path.startsWith('/assets/')) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
