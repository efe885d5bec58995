import type { Page } from '@playwright/test';
import { type Cell, nameOf } from './cells.ts';
import { isActed, isAlone, stories, storyName } from './components/states.ts';
import { act } from './components-on-stage.ts';
import type { Stage } from './stage.ts';

/** One thing to take pictures of. */
export interface Shot {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  /** Takes its pictures; `at` makes a file's path of a name. Absent: one, of the window. */
  readonly take?: (page: Page, at: (name: string) => string) => Promise<void>;
}

/** @param hasWords the words that an entry waits for are in the language of the page */
export function cellShots(stage: Stage, cells: readonly Cell[], hasWords: boolean): readonly Shot[] {
  return cells.map((cell) => ({ name: nameOf(cell), show: (page) => stage.show(page, cell, { hasWords }) }));
}

/** The page of components as a whole, what lies over it one by one, and what a pointer and the focus do to them. */
export function componentShots(stage: Stage): readonly Shot[] {
  return [
    {
      name: 'components',
      show: (page) => stage.showComponents(page),
      take: async (page, at) => {
        const { width = 0, height = 0 } = page.viewportSize() ?? {};
        const whole = await page.getByRole('main').evaluate((main) => main.scrollHeight);
        await page.setViewportSize({ width, height: whole });
        await page.screenshot({ path: at('components') });
        await page.setViewportSize({ width, height });
      },
    },
    {
      name: 'components-touched',
      show: (page) => stage.showComponents(page),
      take: async (page, at) => {
        for (const story of stories.filter(isActed)) {
          const letGo = await act(page, story);
          await page.locator(`#${storyName(story)}`).screenshot({ path: at(`component--${storyName(story)}`) });
          await letGo();
        }
      },
    },
    ...stories.filter(isAlone).map((story) => ({
      name: `component--${storyName(story)}`,
      show: (page: Page) => stage.showComponents(page, story),
    })),
  ];
}
