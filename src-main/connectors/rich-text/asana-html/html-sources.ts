import type { Source } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';

/** The places that parts of the document came from. */
export class HtmlSources {
  readonly #html: string;
  readonly #slices: Slice[] = [];
  readonly #named = new Map<string, string>();
  /** Parts of HTML that is not well-formed must not go back. */
  readonly isUsable: boolean;

  constructor(html: string, isUsable: boolean) {
    this.#html = html;
    this.isUsable = isUsable;
  }

  keep({ from, to }: Slice): Source {
    this.#slices.push({ from, to });
    return { at: this.#slices.length - 1, isWhole: false };
  }

  slice(place: number): Slice {
    return this.#slices[place] ?? { from: 0, to: 0 };
  }

  textAt(place: number): string | null {
    if (!this.isUsable) return null;
    const { from, to } = this.slice(place);
    return this.#html.slice(from, to);
  }

  /** So that `[label](scheme:id)` finds its element wherever it was moved to. */
  name(reference: string, { from, to }: Slice): void {
    if (!this.#named.has(reference)) this.#named.set(reference, this.#html.slice(from, to));
  }

  named(reference: string): string | null {
    return this.isUsable ? (this.#named.get(reference) ?? null) : null;
  }
}
