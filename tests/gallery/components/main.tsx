import '../../../src-renderer/theme/base.css';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { loadWords, reader } from '../../../src-renderer/i18n/t.ts';

document.documentElement.lang = reader.locale;
document.documentElement.dir = reader.direction;

const root = document.getElementById('root');
if (root) {
  await loadWords();
  // Only now: some modules make words while they load.
  const { ComponentsPage } = await import('./components-page.tsx');
  createRoot(root).render(
    <I18nProvider locale={reader.locale}>
      <ComponentsPage />
    </I18nProvider>,
  );
}
