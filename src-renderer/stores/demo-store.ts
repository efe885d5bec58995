import type { DemoView } from '../../src-shared/api/views.ts';
import { client } from '../api/client.ts';
import { mayCommand } from '../api/rights.ts';
import { useQuery } from './query-store.ts';
import { type Route, routeHref } from './routes.ts';
import { beginDemoAnew } from './workspace.ts';

/** This page asked for the other data itself, and knows where to go then. */
let isSwitching = false;

/** Whether this program can show the demonstration to whoever looks at this page, and does not yet. */
export function useDemoOffer(): boolean {
  const demo = useQuery('demo.state', {}).value;
  return demo?.isOffered === true && !demo.isOpen && mayCommand('demo.enter');
}

/** Opens the demonstration at the preview of its first sync. */
export function enterDemo(): Promise<void> {
  return switchTo('demo.enter', previewOf);
}

export function resetDemo(): Promise<void> {
  return switchTo('demo.reset', previewOf);
}

export function leaveDemo(to: Route = { kind: 'tasks', task: null, search: '' }): Promise<void> {
  return switchTo('demo.leave', () => to);
}

function previewOf({ profile }: DemoView): Route {
  return profile === null ? { kind: 'profiles' } : { kind: 'preview', profile };
}

/** The page loads anew: nothing of what it holds may be taken for the other data. */
async function switchTo(name: 'demo.enter' | 'demo.reset' | 'demo.leave', where: (view: DemoView) => Route) {
  isSwitching = true;
  try {
    const view = await client.call(name, {});
    beginDemoAnew();
    location.hash = routeHref(where(view));
    location.reload();
  } catch (error) {
    isSwitching = false;
    throw error;
  }
}

client.subscribe((event) => {
  if (event.kind !== 'workspace' || isSwitching) return;
  location.hash = routeHref({ kind: 'tasks', task: null, search: '' });
  location.reload();
});
