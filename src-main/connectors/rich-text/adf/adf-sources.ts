import type { Source } from '../markdown/document.ts';
import type { AdfNode } from './adf-wire.ts';

/** Where the parts of a document came from. */
export class AdfSources {
  readonly #nodes: AdfNode[] = [];
  readonly #references = new Map<string, AdfNode>();

  readonly #names = new Map<string, number>();

  keep(node: AdfNode): Source {
    this.#nodes.push(node);
    return { at: this.#nodes.length - 1, isWhole: false };
  }

  at(place: number | undefined): AdfNode | null {
    return place === undefined ? null : (this.#nodes[place] ?? null);
  }

  /** So that `[label](scheme:id)` finds its node wherever it was moved to. */
  name(reference: string, node: AdfNode): void {
    if (!this.#references.has(reference)) this.#references.set(reference, node);
  }

  /** The same for the same text, but never twice. */
  unusedName(name: string): string {
    const count = this.#names.get(name) ?? 0;
    this.#names.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  }

  named(reference: string): AdfNode | null {
    return this.#references.get(reference) ?? null;
  }
}
