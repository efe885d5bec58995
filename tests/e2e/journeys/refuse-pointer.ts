import type { Locator, Page } from '@playwright/test';

/** What a locator can do that a keyboard cannot. */
const refused = ['click', 'dblclick', 'tap', 'hover', 'dragTo', 'fill', 'check', 'uncheck', 'selectOption', 'focus'];
const guarded = new WeakSet<Page>();
let isGuarding = false;

/** From here on the page is worked by `keyboard.press` and `keyboard.type` only: everything else fails the test. */
export async function refusePointer(page: Page): Promise<void> {
  if (!isGuarding) guard(Object.getPrototypeOf(page.locator('html')));
  guarded.add(page);
  Object.defineProperty(page, 'mouse', { get: () => refuse('mouse') });
  // Whatever way a pointer might find: the page tells of it, and a page that complains fails its test.
  const listen = () => addEventListener('pointerdown', () => console.error('A pointer was pressed'), { capture: true });
  await page.addInitScript(listen);
  await page.evaluate(listen);
}

type Prototype = Record<string, (this: Locator, ...args: unknown[]) => unknown>;

/** Locators of pages that are not guarded stay as they are. */
function guard(prototype: Prototype): void {
  isGuarding = true;
  for (const name of refused) {
    const original = prototype[name];
    if (!original) throw new Error(`A locator has no ${name}`);
    prototype[name] = function (...args) {
      return guarded.has(this.page()) ? refuse(name) : original.apply(this, args);
    };
  }
}

function refuse(what: string): never {
  throw new Error(`This journey is made by keyboard alone; ${what} is not`);
}
