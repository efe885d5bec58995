import type { State } from './cells.ts';

/**
 * The state matrix of the design: each screen, and in which states it has something to say. Left out is what cannot be: a run is
 * never empty, the history and what was decided are on this device and do not fail on their own, settings ask no service.
 */
export const matrix = {
  tasks: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  inspector: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  profiles: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  builder: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  preview: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  run: ['loading', 'offline', 'error', 'partial', 'limited'],
  history: ['empty', 'loading', 'offline', 'partial', 'limited'],
  conflicts: ['empty', 'loading', 'offline', 'partial', 'limited'],
  connections: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  dashboard: ['empty', 'loading', 'offline', 'error', 'partial', 'limited'],
  settings: ['empty', 'error'],
} as const satisfies Record<string, readonly State[]>;

export const columns = ['empty', 'loading', 'offline', 'error', 'partial', 'limited'] as const satisfies State[];

/** By the cell's name, `screen--state`. */
export const matrixCells: readonly string[] = Object.entries(matrix).flatMap(([screen, states]) =>
  states.map((state) => `${screen}--${state}`),
);
