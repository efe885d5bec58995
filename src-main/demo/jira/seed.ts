import type { JiraStore } from './store.ts';
export function seedProject(_store: JiraStore, _now: number): void {}
