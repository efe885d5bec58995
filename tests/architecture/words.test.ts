import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, root } from './source-files.ts';
import { wordsOutside } from './words-outside.ts';

test('what a person reads stands in the catalogues, so that every language has it', () => {
  const files = filesIn('src-renderer').filter((path) => /\.tsx?$/.test(path));
  const found = files.flatMap((path) =>
    wordsOutside(path, readFileSync(join(root, path), 'utf8')).map((words) => `${path}:${words}`),
  );
  expect(found).toEqual([]);
});

test('the check sees the usual ways to write words', () => {
  const code = `
    const a = <p title="Hello there">Good day {name}</p>;
    const b = <Button label={isOpen ? 'Close' : t('x.open')}>{\`Add \${name}\`}</Button>;
    const c = { id: 'task-add', label: 'Add task' };
    showToast('Saved here');
    const d = <><code>npm start</code> · <span className="quiet">{t('x.y')}</span></>;`;
  expect(wordsOutside('a.tsx', code)).toEqual(
    [...['2: Hello there', '2: Good day', '3: Close', '3: Add', '4: Add task', '5: Saved here']].sort(),
  );
});
