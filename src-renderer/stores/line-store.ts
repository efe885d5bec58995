import { create } from 'zustand';
import { client } from '../api/client.ts';
import type { LineState } from '../api/transport.ts';

interface Line {
  readonly line: LineState;
  /** Since when the host cannot be reached; null: it can. What is on the screen is as old as this. */
  readonly lostAt: Date | null;
}

/** Whether the page can reach its host. */
export const useLine = create<Line>(() => ({
  line: client.line(),
  // The client tries before this module is loaded, and may have found nobody.
  lostAt: client.line() === 'lost' ? new Date() : null,
}));

client.onLine((line) =>
  useLine.setState(({ lostAt }) => ({ line, lostAt: line === 'lost' ? (lostAt ?? new Date()) : null })),
);
