import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Edit, type Mutant, mutants } from './mutants.ts';

export const root = join(import.meta.dirname, '..', '..');

/** The mutant that the environment asks for; null: the program as it is. */
export function chosenMutant(): Mutant | null {
  const wanted = process.env['TASKSYNC_MUTANT'];
  if (!wanted) return null;
  const found = mutants.find((mutant) => mutant.number === Number(wanted));
  if (!found) throw new Error(`There is no mutant ${wanted}.`);
  return found;
}

/** The text of a file with the bug in it. Throws when the place is no longer there exactly once: then mend the mutant. */
export function mutate(mutant: Mutant, file: string, source: string): string {
  return mutant.edits
    .filter((edit) => edit.file === file)
    .reduce((text, edit) => replaceOnce(mutant, edit, text), source);
}

function replaceOnce(mutant: Mutant, { file, find, put }: Edit, text: string): string {
  const times = text.split(find).length - 1;
  if (times !== 1)
    throw new Error(`Mutant ${mutant.number}: its place is ${times} times in ${file}, not once:\n${find}`);
  return text.replace(find, () => put);
}

/** Mutants whose place has moved, in words. */
export function misfits(): readonly string[] {
  return mutants.flatMap((mutant) => {
    try {
      for (const file of new Set(mutant.edits.map((edit) => edit.file))) {
        mutate(mutant, file, readFileSync(join(root, file), 'utf8'));
      }
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
}
