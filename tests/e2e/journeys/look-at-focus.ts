import type { ElementHandle } from '@playwright/test';
import { expect } from '../fixtures.ts';

export interface Focus {
  /** The target is still in the page. */
  readonly isConnected: boolean;
  /** The focus is at the target. */
  readonly isThere: boolean;
  /** The target is inside of what has the focus, where arrows lead on: in a row or one below the other. */
  readonly isInside: 'across' | 'down' | null;
  /** What has the focus, for a message. */
  readonly stop: string;
}

/** Where the focus is, seen from the target. Fails if a person could not see where that is. */
export async function lookAtFocus(target: ElementHandle<HTMLElement | SVGElement>): Promise<Focus> {
  const { trouble, ...focus } = await target.evaluate(look);
  // What scrolls or fades in may take its time.
  if (trouble !== null) {
    await expect.poll(async () => (await target.evaluate(look)).trouble, { message: focus.stop }).toBeNull();
  }
  return focus;
}

/** Runs in the page. */
function look(target: Element): Focus & { readonly trouble: string | null } {
  const focused = document.activeElement ?? document.body;
  const named = (element: Element) =>
    `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${
      element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''
    }`;
  const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '') ?? focused;
  const lists = '[role=tablist], [role=radiogroup], [role=menu], [role=listbox], [role=grid], [role=toolbar]';
  const controlled = (focused.getAttribute('aria-controls') ?? '').split(' ').map((id) => document.getElementById(id));
  const list = [focused.closest(lists), ...controlled].find((one) => one?.matches(lists) && one.contains(target));
  const isAcross = list?.matches('[role=tablist], [role=toolbar]:not([aria-orientation=vertical])');
  return {
    isConnected: target.isConnected,
    // The current row of a grid stands for what is in it.
    isThere: active === target || focused === target || (active.matches('tr') && active.contains(target)),
    isInside: list ? (isAcross ? 'across' : 'down') : null,
    stop: named(active),
    // A heading takes the focus after going there; nothing can be done with it.
    trouble: focused.matches('body, h1, h2, h3') ? null : trouble(),
  };

  function trouble(): string | null {
    // The ring is around the control or what holds it; a tick itself is hidden, and a part of its label stands for it.
    const label = active.matches('[type=checkbox], [type=radio]') ? active.closest('label') : null;
    const around = [...(label?.querySelectorAll(':not(input)') ?? [])];
    for (let one: Element | null = label ?? active; one && around.length < 12; one = one.parentElement)
      around.push(one);
    const ringed = around.find((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    if (!ringed) return 'has the focus, and nothing shows it';
    const { left, right, top, bottom } = ringed.getBoundingClientRect();
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return 'has the focus out of sight';
    const seen = document.elementFromPoint(x, y);
    return seen !== null && (ringed.contains(seen) || seen.contains(ringed)) ? null : `is under ${seen && named(seen)}`;
  }
}
