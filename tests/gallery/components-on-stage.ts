import type { Page } from '@playwright/test';
import { type Component, isActed, type Story, storyName } from './components/states.ts';

/** What a person does so that a component is in a state which it cannot be told to be in. */

const focusable = 'button, a[href], input, textarea, select, [role=tab], [role=spinbutton], [role=grid]';

/** How what opens is opened; the others open by a press. */
const openers: Partial<Record<Component, (page: Page) => Promise<void>>> = {
  hint: (page) => page.keyboard.press('Tab'),
  'combo-field': (page) => page.getByRole('combobox').press('ArrowDown'),
  'date-field': (page) => page.getByRole('main').getByRole('button').last().click(),
  'suggest-field': (page) => page.getByRole('combobox').pressSequentially('S'),
  'tag-combo': (page) => page.getByRole('combobox').pressSequentially('s'),
  menu: (page) => page.getByRole('main').getByRole('button').click(),
  'select-field': (page) => page.getByRole('main').getByRole('button').click(),
};

export async function open(page: Page, { component }: Story): Promise<void> {
  await openers[component]?.(page);
}

/** Hovers, focuses or holds the component of the story down; answers with how to let go. */
export async function act(page: Page, story: Story): Promise<() => Promise<void>> {
  if (!isActed(story)) return async () => {};
  const box = page.locator(`#${storyName(story)}`);
  // A check box is pressed by its label.
  const target = box.locator(story.state === 'focus' ? focusable : `label:has(input), ${focusable}`).first();
  if (story.state === 'focus') {
    // Only what a key has focused shows it.
    await page.keyboard.press('Shift');
    await target.focus();
    return () => target.blur();
  }
  await target.hover();
  if (story.state === 'pressed') await page.mouse.down();
  return async () => {
    await page.mouse.move(0, 0);
    await page.mouse.up();
  };
}
