import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// Takes the key out of the address, and calls its host while the rest of the page is on its way.
import './api/client.ts';
import { allowEmptyHtml } from './allow-empty-html.ts';
import { keepShell } from './features/web/keep-shell.ts';
import { loadWords, reader } from './i18n/t.ts';

allowEmptyHtml();
document.documentElement.lang = reader.locale;
document.documentElement.dir = reader.direction;

const root = document.getElementById('root');
if (root) {
  await loadWords();
  // Only now: some modules make words while they load.
  const { App } = await import('./app.tsx');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  void keepShell();
}
