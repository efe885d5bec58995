import { expect, test } from './fixtures.ts';

test.use({ mayComplain: true });

test('nothing foreign runs in the page, and nothing is loaded into it (SEC-03)', async ({ page }) => {
  const outcome = await page.evaluate(tryEverything);
  expect(outcome.ran).toEqual([]);
  expect(outcome.refused).toEqual(
    expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'require-trusted-types-for']),
  );
});

test('the page has neither Node nor Electron in its hands (SEC-01, SEC-10)', async ({ page, host }) => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron', 'opener'].filter(
      (name) => Reflect.get(window, name) !== undefined && Reflect.get(window, name) !== null,
    ),
  );
  expect(found).toEqual([]);
  const bridge = await page.evaluate(() => {
    const taskSync: unknown = Reflect.get(window, 'taskSync');
    if (typeof taskSync !== 'object' || taskSync === null) return null;
    return { keys: Object.keys(taskSync).sort(), isFrozen: Object.isFrozen(taskSync) };
  });
  expect(bridge).toEqual(host === 'web' ? null : { keys: ['call', 'onCommand', 'onEvent', 'ready'], isFrozen: true });
});

/** Runs in the page, as an injected script would; answers what got through, and which directives refused the rest. */
async function tryEverything(): Promise<{ ran: string[]; refused: string[] }> {
  const refused = new Set<string>();
  const ran: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    refused.add(event.effectiveDirective.replace(/-(elem|attr)$/, ''));
  });
  const foreign = 'https://example.org/';
  // Playwright lifts the policy while it starts this function; from the next task on the page is on its own.
  await new Promise((next) => setTimeout(next));
  const attempt = (name: string, work: () => unknown): void => {
    try {
      work();
      ran.push(name);
    } catch {
      // Refused on the spot.
    }
  };
  attempt('eval', () => Reflect.get(window, 'eval')('1'));
  attempt('Function', () => new Function('return 1')());
  attempt('innerHTML', () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'));
  attempt('inline script', () => {
    const script = document.createElement('script');
    script.textContent = 'window.wasInjected = true';
    document.body.append(script);
  });
  attempt('remote script', () => {
    const script = document.createElement('script');
    script.src = foreign;
    document.body.append(script);
  });
  const button = document.createElement('button');
  attempt('inline handler', () => button.setAttribute('onclick', 'window.wasInjected = true'));
  button.click();

  const outcomes = await Promise.all([
    fetch(foreign).then(
      () => 'fetch',
      () => null,
    ),
    loads(Object.assign(new Image(), { src: `${foreign}x.png` })),
    loads(Object.assign(document.createElement('iframe'), { src: foreign })),
  ]);
  if (Reflect.get(window, 'wasInjected') !== undefined) ran.push('injected script');
  return { ran: [...ran, ...outcomes.filter((name) => name !== null)], refused: [...refused] };

  /** A refused frame fires `load` too, with an error page that nobody can look into. */
  function loads(element: HTMLElement): Promise<string | null> {
    document.body.append(element);
    return new Promise((done) => {
      element.addEventListener('error', () => done(null));
      element.addEventListener('load', () => done(element instanceof HTMLIFrameElement ? null : element.tagName));
    });
  }
}
