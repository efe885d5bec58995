import { expect, test } from 'vitest';
import { componentStates, unseen } from '../gallery/components/states.ts';
import { filesIn } from './source-files.ts';

test('every component has stories, and every story has its component', () => {
  const components = filesIn('src-renderer/ui').flatMap((path) => path.match(/ui\/(.+)\.tsx$/)?.[1] ?? []);
  expect([...Object.keys(componentStates), ...unseen].sort()).toEqual([...components].sort());
});
