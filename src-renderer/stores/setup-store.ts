import { create } from 'zustand';

/** A place that a new profile begins with. */
export interface NewPlace {
  readonly connection: string;
  readonly container: string;
}

/** What a person has set up so far on the way to a profile; it lasts as long as the window. */
interface Setup {
  /** Connectors still to be connected, after a pair was chosen. */
  readonly queue: readonly string[];
  readonly places: readonly NewPlace[];
}

const nothing: Setup = { queue: [], places: [] };

export const useSetup = create<Setup>(() => nothing);

export function queueServices(queue: readonly string[]): void {
  useSetup.setState({ queue, places: [] });
}

export function addPlace(place: NewPlace): void {
  useSetup.setState(({ queue, places }) => ({
    queue: queue.slice(1),
    places: [...places.filter(({ connection }) => connection !== place.connection), place].slice(-2),
  }));
}

export function endSetup(): void {
  useSetup.setState(nothing);
}
