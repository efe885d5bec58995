import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** All that axe can tell. Our pages have no frames, so axe needs no page of its own beside them, which Electron could not give it. */
export function axeViolations(page: Page): Promise<readonly string[]> {
  return violations(new AxeBuilder({ page }).withTags(tags));
}

/** In another theme only colours differ. */
export function colourViolations(page: Page): Promise<readonly string[]> {
  return violations(new AxeBuilder({ page }).withRules('color-contrast'));
}

async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const result = await axe.setLegacyMode().analyze();
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 240)}`));
}

/** What sticks out of the window at its side (WCAG 1.4.10). */
export async function overhang(page: Page): Promise<readonly string[]> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return pixels > 0 ? [`${pixels} pixels wider than the window`] : [];
}

/**
 * Controls less than 24 pixels high or wide (WCAG 2.5.8), unless the standard lets them: links within a sentence, controls
 * behind a label or of the browser's own, and those with 24 pixels of room for themselves.
 */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const least = 24;
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, summary, textarea, [role=button], [role=tab], [role=option], [role=checkbox]',
      ),
    ].filter(
      (control) =>
        control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert], [aria-hidden=true]'),
    );
    const boxOf = (control: HTMLElement): DOMRect => (control.closest('label') ?? control).getBoundingClientRect();
    const isSmall = ({ width, height }: DOMRect) => width < least || height < least;
    const middle = ({ x, y, width, height }: DOMRect) => ({ x: x + width / 2, y: y + height / 2 });
    return controls
      .filter((control) => {
        const box = boxOf(control);
        if (box.width <= 2 || box.height <= 2 || !isSmall(box)) return false;
        if (getComputedStyle(control).display === 'inline') return false;
        const own = middle(box);
        return controls.some((other) => {
          if (other === control || other.contains(control) || control.contains(other)) return false;
          const its = boxOf(other);
          if (its.width <= 2 || (its.x === box.x && its.y === box.y)) return false;
          const dx = Math.max(its.left - own.x, 0, own.x - its.right);
          const dy = Math.max(its.top - own.y, 0, own.y - its.bottom);
          const reach = isSmall(its) ? least : least / 2;
          const from = isSmall(its) ? Math.hypot(middle(its).x - own.x, middle(its).y - own.y) : Math.hypot(dx, dy);
          return from < reach;
        });
      })
      .map((control) => {
        const { width, height } = boxOf(control);
        const name = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? '';
        return `target ${Math.round(width)}x${Math.round(height)}: ${control.tagName.toLowerCase()} “${name.slice(0, 40)}”`;
      });
  });
}

/** Controls and headings whose own words do not fit into them. Titles of tasks may end in dots; what can be pressed may not. */
export function clippedText(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, [role=tab], label, legend, h1, h2, h3, dt, th')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.dir !== 'auto')
      // A column can be made wider, and says its whole name when it is pointed at.
      .filter((element) => element.tagName !== 'TH' || element.querySelector('[title]') === null)
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        if (box.width <= 2 || box.height <= 2) return false;
        const isWide = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
        const isHigh = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 2;
        return isWide || isHigh;
      })
      .map((element) => `clipped: ${element.tagName.toLowerCase()} “${element.textContent?.trim().slice(0, 60)}”`),
  );
}
