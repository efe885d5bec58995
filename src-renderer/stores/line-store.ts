import { create } from 'zustand';
import { client } from '../api/client.ts';
import type { LineState } from '../api/transport.ts';

/** Whether the page can reach its host. */
export const useLine = create<{ readonly line: LineState }>(() => ({ line: client.line() }));

client.onLine((line) => useLine.setState({ line }));
