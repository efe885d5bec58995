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

/** Of a pointer, and of a finger (ux.md 2.16). */
export type Least = 24 | 44;

/**
 * Controls less than so many pixels high or wide, unless WCAG 2.5.8 lets them: links within a sentence, controls behind a label or
 * of the browser's own, and those with that much room for themselves. Nothing is smaller than 24 pixels under a finger either.
 */
export function smallTargets(page: Page, leastPixels: Least = 24): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const isOnlyRead = (control: Element): boolean => {
      for (let around = control.parentElement; around; around = around.parentElement)
        if (getComputedStyle(around).clipPath !== 'none') return true;
      return false;
    };
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, summary, textarea, [role=button], [role=tab], [role=option], [role=checkbox], [role=menuitem]',
      ),
    ].filter(
      (control) =>
        control.checkVisibility({ visibilityProperty: true }) &&
        !control.closest('[inert], [aria-hidden=true]') &&
        !isOnlyRead(control),
    );
    const boxOf = (control: HTMLElement): DOMRect => (control.closest('label') ?? control).getBoundingClientRect();
    const isSmall = ({ width, height }: DOMRect) => width < least || height < least;
    const middle = ({ x, y, width, height }: DOMRect) => ({ x: x + width / 2, y: y + height / 2 });
    return controls
      .filter((control) => {
        const box = boxOf(control);
        if (box.width <= 2 || box.height <= 2 || !isSmall(box)) return false;
        if (getComputedStyle(control).display === 'inline') return false;
        if (least > 24 && (box.width < 24 || box.height < 24)) return true;
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
  }, leastPixels);
}

/** Goes through the page with the Tab key; what has the focus without a frame that shows it (WCAG 2.4.7). */
export async function unseenFocus(page: Page, most = 250): Promise<readonly string[]> {
  const unseen: string[] = [];
  // From the very beginning: a heading in the middle may have taken the focus.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return null;
      const isFirst = !active.hasAttribute('data-was-here');
      active.setAttribute('data-was-here', '');
      const hasFrame = (element: Element): boolean => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (
          (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow.includes('0px 0px 0px 2px')
        );
      };
      // A field frames the box around its text, a check box the square before its words, a grid its current row.
      const around = [active, active.parentElement, active.parentElement?.parentElement, active.closest('label')];
      const isSeen = [...around.filter((one) => one != null), ...active.querySelectorAll('tr')].some(hasFrame);
      const inLabel = [...(active.closest('label')?.querySelectorAll('*') ?? [])].some(hasFrame);
      // Parts of a date are filled instead.
      const isFilled = active.getAttribute('role') === 'spinbutton';
      return { isFirst, what: isSeen || inLabel || isFilled ? null : active.outerHTML.slice(0, 160) };
    });
    if (!found?.isFirst) break;
    if (found.what !== null) unseen.push(`no visible focus: ${found.what}`);
  }
  return unseen;
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

/** Words in sight that stand outside of the row, list item, panel or part of the page that they belong to. */
export function strayWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const boxes =
      'tr, li, article, section, aside, header, footer, nav, main, [role=row], [role=option], [role=dialog]';
    const slack = 2;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const stray: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !isNear(parent.getBoundingClientRect())) continue;
      const box = parent.closest(boxes);
      if (!box || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const outer = box.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width === 0 || !isNear(rect)) continue;
        let { left, right, top, bottom } = rect;
        for (let at: Element | null = parent; at; at = at.parentElement) {
          if (getComputedStyle(at).overflowX === 'visible' && getComputedStyle(at).clipPath === 'none') continue;
          const clip = at.getBoundingClientRect();
          [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
          [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
        }
        if (left >= right || top >= bottom) continue;
        const out = Math.max(outer.left - left, right - outer.right, outer.top - top, bottom - outer.bottom);
        if (out > slack)
          stray.push(
            `${Math.round(out)} pixels outside of ${box.tagName.toLowerCase()}, ${parent.tagName.toLowerCase()}.${parent.className}: “${node.textContent?.slice(0, 60)}”`,
          );
      }
    }
    return [...new Set(stray)].slice(0, 5);

    function isNear({ top, bottom }: DOMRect): boolean {
      return bottom > 0 && top < innerHeight;
    }
  });
}
