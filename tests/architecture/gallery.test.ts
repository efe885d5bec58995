import { expect, test } from 'vitest';
import { cells, nameOf } from '../gallery/cells.ts';
import { componentStates, unseen } from '../gallery/components/states.ts';
import { matrix, matrixCells } from '../gallery/matrix.ts';
import { statesPage } from '../gallery/states-page.ts';
import { filesIn } from './source-files.ts';

test('every cell of the state matrix has one story, and every story of those screens has its cell', () => {
  const told = cells.filter(({ screen, state }) => screen in matrix && state !== 'filled').map(nameOf);
  expect(told.toSorted()).toEqual(matrixCells.toSorted());
});

/** Two stories that come from the same place would be one picture under two names. */
test('no story is told twice', () => {
  const places = cells.map(({ world, route, act, isCut, state }) =>
    [world, route, act?.name, isCut, state === 'filled' ? '' : 'state'].join(' '),
  );
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
});

test('every component has stories, and every story has its component', () => {
  const components = filesIn('src-renderer/ui').flatMap((path) => path.match(/ui\/(.+)\.tsx$/)?.[1] ?? []);
  expect([...Object.keys(componentStates), ...unseen].toSorted()).toEqual(components.toSorted());
});

/** After a change of the gallery: `npx vitest run tests/architecture/gallery.test.ts -u` writes the page anew. */
test('the page about states says what the gallery has', async () => {
  await expect(statesPage()).toMatchFileSnapshot('../../docs/states.md');
});
