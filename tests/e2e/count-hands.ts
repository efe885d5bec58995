import type { Page } from '@playwright/test';

export interface HandsCount {
  readonly presses: number;
  /** Fields that something was typed or pasted into. */
  readonly typed: number;
}

/** Counts in the page itself what a person does from here on. */
export async function countHands(page: Page): Promise<() => HandsCount> {
  const fields = new Set<string>();
  let presses = 0;
  await page.exposeFunction('countPress', () => {
    presses += 1;
  });
  await page.exposeFunction('countTyped', (field: string) => {
    fields.add(field);
  });
  const listen = (): void => {
    addEventListener('pointerdown', () => Reflect.get(window, 'countPress')(), { capture: true });
    const named = new WeakMap<EventTarget, string>();
    addEventListener(
      'input',
      ({ target }) => {
        if (!target) return;
        const name = named.get(target) ?? crypto.randomUUID();
        named.set(target, name);
        Reflect.get(window, 'countTyped')(name);
      },
      { capture: true },
    );
  };
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return () => ({ presses, typed: fields.size });
}
