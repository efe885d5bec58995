import type { Source } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';

/** The places in the markup that parts of the document came from. */
export class WikiSources {
  readonly #markup: string;
  readonly #slices: Slice[] = [];

  constructor(markup: string) {
    this.#markup = markup;
  }

  keep({ from, to }: Slice): Source {
    this.#slices.push({ from, to });
    return { at: this.#slices.length - 1, isWhole: false };
  }

  slice(place: number): Slice {
    return this.#slices[place] ?? { from: 0, to: 0 };
  }

  textAt(place: number | undefined): string | null {
    if (place === undefined) return null;
    const { from, to } = this.slice(place);
    return this.#markup.slice(from, to);
  }
}
