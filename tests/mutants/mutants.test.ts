import { expect, it } from 'vitest';
import { misfits } from './apply-mutant.ts';
import { mutants } from './mutants.ts';

it('every seeded bug still has its place in the program; when this fails, mend the mutant', () => {
  expect(misfits()).toEqual([]);
  expect(mutants.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});
