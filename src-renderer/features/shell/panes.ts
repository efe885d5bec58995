const tabbable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex]:not([tabindex="-1"])';

/** Where the focus was in a pane when it was left. */
const lastFocus = new WeakMap<Element, HTMLElement>();

/** Moves the focus to the next part of the window: navigation, list, inspector, status. */
export function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane], aside, [role="complementary"]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  const active = document.activeElement;
  // An inspector lies inside the main part: the innermost pane counts.
  const at = panes.findLastIndex((pane) => pane.contains(active));
  const from = panes[at];
  if (from && active instanceof HTMLElement) lastFocus.set(from, active);
  const next = panes[(at + step + panes.length) % panes.length];
  if (next) (rememberedIn(next, panes) ?? firstIn(next, panes) ?? next).focus();
}

function rememberedIn(pane: HTMLElement, panes: readonly HTMLElement[]): HTMLElement | null {
  const last = lastFocus.get(pane);
  return last && isOwn(last, pane, panes) ? last : null;
}

function firstIn(pane: HTMLElement, panes: readonly HTMLElement[]): HTMLElement | null {
  const all = [...pane.querySelectorAll<HTMLElement>(tabbable)];
  return all.find((element) => element.offsetParent !== null && isOwn(element, pane, panes)) ?? null;
}

function isOwn(element: HTMLElement, pane: HTMLElement, panes: readonly HTMLElement[]): boolean {
  return pane.contains(element) && panes.findLast((each) => each.contains(element)) === pane;
}
