import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';
import { lookAtFocus } from './look-at-focus.ts';
import { refusePointer } from './refuse-pointer.ts';

/** The two ways to work the page: the same journeys are made with each. */
export const ways = ['keyboard', 'pointer'] as const;
export type Way = (typeof ways)[number];

export interface Hands {
  /** Brings the focus there; a pointer needs none. */
  reach(target: Locator): Promise<void>;
  /** Presses a button, follows a link, takes an option, ticks a box. */
  press(target: Locator): Promise<void>;
  /** Replaces what a field says. */
  type(field: Locator, text: string): Promise<void>;
  /** Opens a field that has a list, and takes one of it. */
  choose(field: Locator, option: string | RegExp): Promise<void>;
  /** Goes to one of the places of the app. */
  visit(place: Place): Promise<void>;
}

/** With the keys that lead there. */
const places = { Tasks: 't', Conflicts: 'c', Profiles: 'p', History: 'h', Connections: 'i' } as const;
export type Place = keyof typeof places;

export async function handsFor(way: Way, page: Page): Promise<Hands> {
  return way === 'keyboard' ? keyboardHands(page) : pointerHands(page);
}

/** From here on the page refuses everything but keys; wherever the focus stops, it has to be seen. */
async function keyboardHands(page: Page): Promise<Hands> {
  await refusePointer(page);

  /** As a person does: Tab from stop to stop, arrows inside of what is one stop. */
  async function reach(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    // Kept, because an open list hides from assistive technology whatever is around it.
    let element = await found(target);
    const passed: string[] = [];
    for (let presses = 0; presses < mostPresses; presses += 1) {
      const { isConnected, isThere, isInside, stop } = await lookAtFocus(element);
      if (isThere) return;
      if (!isConnected) element = await found(target);
      passed.push(stop);
      await page.keyboard.press(isInside === 'across' ? 'ArrowRight' : isInside === 'down' ? 'ArrowDown' : 'Tab');
    }
    throw new Error(`${target} is not reached by key. Stops: ${[...new Set(passed)].join(' | ')}`);
  }

  const press: Hands['press'] = async (target) => {
    await reach(target);
    const isTick = await target.evaluate((element) => element.matches('input, [role=checkbox], [role=switch]'));
    await page.keyboard.press(isTick ? 'Space' : 'Enter');
  };

  return {
    reach,
    press,
    type: async (field, text) => {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    },
    choose: async (field, option) => {
      await reach(field);
      const one = page.getByRole('option', { name: option });
      // A combination box opens as soon as it has the focus.
      if ((await field.getAttribute('role')) !== 'combobox') await page.keyboard.press('Enter');
      await reach(one.first());
      await page.keyboard.press('Enter');
      await expect(one).toHaveCount(0);
    },
    visit: async (place) => {
      await page.keyboard.press('g');
      await page.keyboard.press(places[place]);
      await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    },
  };
}

async function found(target: Locator) {
  const element = await target.first().elementHandle({ timeout: 10_000 });
  if (!element) throw new Error(`There is no ${target}`);
  return element;
}

/** More stops than any page has. */
const mostPresses = 150;

function pointerHands(page: Page): Hands {
  return {
    reach: () => Promise.resolve(),
    press: async (target) => {
      // The box of a tick is hidden under its label.
      const isTick = await target.evaluate((element) => element.matches('[type=checkbox], [type=radio]'));
      await (isTick ? target.locator('xpath=ancestor::label') : target).click();
    },
    type: (field, text) => field.fill(text),
    choose: async (field, option) => {
      await field.click();
      await page.getByRole('option', { name: option }).first().click();
    },
    visit: async (place) => {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
      await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    },
  };
}
