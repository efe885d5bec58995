import { describe, expect, it } from 'vitest';
import { mergeIntoTextile, toMarkdown, toTextile } from '../../../../src-main/connectors/rich-text/textile/convert.ts';

const lines = (...all: readonly string[]): string => all.join('\n');

/** Left: what Redmine 5.0 shows as the right is meant (looked at there); macros and tags go over as they are. Both ways. */
describe('Textile and Markdown say the same', () => {
  it.each([
    ['headings', 'h1. One\n\nh6. Six', '# One\n\n###### Six'],
    ['spans', '*bold* _italic_ -gone- @code@', '**bold** _italic_ ~~gone~~ `code`'],
    ['spans in spans', '*_both_* _one *two* three_', '**_both_** _one **two** three_'],
    ['spans in brackets and before commas', '(*bold*), _it_.', '(**bold**), _it_.'],
    ['a span over two lines', '*one\ntwo*', '**one\ntwo**'],
    ['marks inside words and between spaces', 'a_b_c 2 * 3 - 4 x-y-z', 'a_b_c 2 * 3 - 4 x-y-z'],
    ['line breaks', 'one\ntwo', 'one\ntwo'],
    ['a link', '"text":https://example.org/a_b.', '[text](https://example.org/a_b).'],
    ['a link with a title', '"text(title)":https://example.org', '[text](https://example.org "title")'],
    ['a link in brackets', '("text":https://example.org).', '([text](https://example.org)).'],
    ['a bold link', '*"text":https://example.org*', '**[text](https://example.org)**'],
    ['a link text that ends like a title', '"a (b&#41;":https://example.org', '[a (b)](https://example.org)'],
    ['a link to a page of the server', '"text":/issues/1', '[text](/issues/1)'],
    ['a bare address', 'see https://example.org/a_b_c, _now_', 'see https://example.org/a_b_c, _now_'],
    ['images', '!a.png! !b/c.png(alt text)!', '![](a.png) ![alt text](b/c.png)'],
    ['a list', '* one\n** inner\n*** innermost\n* two', '- one\n  - inner\n    - innermost\n- two'],
    ['numbers', '# one\n## inner\n# two', '1. one\n   1. inner\n2. two'],
    ['numbers in bullets', '* one\n*# inner', '- one\n  1. inner'],
    ['boxes to tick', '* [ ] open\n* [x] done', '- [ ] open\n- [x] done'],
    ['a list item of two lines', '* one\ntwo\n* three', '- one\n  two\n- three'],
    ['a quotation', '> one\n>\n> two', '> one\n>\n> two'],
    ['a quotation in a quotation', '> one\n>\n> > two', '> one\n>\n> > two'],
    ['code', '<pre>\na < b\n\n  c\n</pre>', '```\na < b\n\n  c\n```'],
    ['code in a language', '<pre><code class="ruby">\nputs 1\n</code></pre>', '```ruby\nputs 1\n```'],
    ['code with tags', 'use @&lt;b>@', 'use `<b>`'],
    ['code with an at', 'use @a&#64;b@', 'use `a@b`'],
    ['code inside a word', 'foo<code>bar</code>baz', 'foo`bar`baz'],
    ['a rule', 'one\n\n---\n\ntwo', 'one\n\n---\n\ntwo'],
    ['a table', '|_. a |_. b |\n| c | d |', '| a | b |\n| --- | --- |\n| c | d |'],
    ['columns to the right', '|_>. a |_=. b |\n| c |  |', '| a | b |\n| --: | :-: |\n| c |  |'],
    ['a bar in a cell', '|_. a |\n| b &#124; c |', '| a |\n| --- |\n| b \\| c |'],
    ['a comment', '<!-- note -->', '<!-- note -->'],
    ['what looks like a span', '&#42;not bold&#42;', '\\*not bold\\*'],
    ['what looks like a list', '&#42; not a list', '\\* not a list'],
    ['what looks like a heading', 'h1&#46; not a heading', 'h1. not a heading'],
    ['a hash, which Textile counts with', '&#35; not a number', '\\# not a number'],
    ['macros, wiki links, references', '{{toc}} [[Wiki]] #12 r34', '{{toc}} [[Wiki]] #12 r34'],
    ['tags', 'H<sub>2</sub>O <kbd>a*b*c</kbd>', 'H<sub>2</sub>O <kbd>a*b*c</kbd>'],
  ])('%s', (_, textile, markdown) => {
    expect(toMarkdown(textile)).toBe(markdown);
    expect(toTextile(markdown)).toBe(textile);
  });
});

describe('read from Textile', () => {
  it.each([
    ['Windows line ends', 'one\r\n\r\n* two\r\n* three', 'one\n\n- two\n- three'],
    ['a heading that runs on', 'h2. One\ntwo', '## One\n\ntwo'],
    ['a heading in the middle of a paragraph is none', 'one\nh2. two', 'one\nh2. two'],
    ['a list without an empty line before it', 'one\n* two\n* three', 'one\n\n- two\n- three'],
    ['dashes that people use for lists', '- one\n- *two*', '- one\n- **two**'],
    ['numbers that people type', '3. three\n4. four', '3. three\n4. four'],
    ['a block quotation', 'bq. one\ntwo\n\nthree', '> one\n> two\n\nthree'],
    ['a paragraph that says so', 'p. one', 'one'],
    [
      'Markdown that people paste',
      '```js\nx\n```\n\nuse `a` and [b](https://c.org)',
      '```js\nx\n```\n\nuse `a` and [b](https://c.org)',
    ],
    ['bold and italic the other way', '**bold** __italic__', '**bold** _italic_'],
    ['what Markdown has not', 'p=. a +b+ ^c^ %{color:red}d% ??e??', 'p=. a +b+ ^c^ %{color:red}d% ??e??'],
    ['a span with a class', '*(hot)bold* text', '\\*(hot)bold\\* text'],
    ['a table without a heading', '|a|b|\n|c|d|', '|a|b|\n|c|d|'],
    ['a table with spans', '|_. a |_. b |\n|\\2. c |', '|_. a |_. b |\n|\\2. c |'],
    ['code across empty lines', 'a <pre>b\n\n* c\n\n</pre> d', 'a <pre>b\n\n* c\n\n</pre> d'],
    ['code that is never closed', '<pre>\na\n\nb', '<pre>\na\n\nb'],
    ['backslashes', 'C:\\temp\\_x \\*a\\*', 'C:\\temp\\\\\\_x \\\\\\*a\\\\\\*'],
    ['nothing', '', ''],
  ])('%s', (_, textile, markdown) => {
    expect(toMarkdown(textile)).toBe(markdown);
    expect(mergeIntoTextile(textile, markdown)).toBe(textile);
  });
});

describe('read from Markdown', () => {
  it.each([
    ['other bullets', '* one\n* two', '* one\n* two'],
    ['other emphasis', '*it* __bold__ ***both***', '_it_ *bold* *_both_*'],
    ['underlined headings', 'One\n===\n\nTwo\n---', 'h1. One\n\nh2. Two'],
    ['closed headings', '## One ##', 'h2. One'],
    ['indented code', 'one\n\n    two\n      three', 'one\n\n<pre>\ntwo\n  three\n</pre>'],
    ['hard breaks', 'one  \ntwo\\\nthree', 'one\ntwo\nthree'],
    ['a loose list', '- one\n\n- two', '* one\n* two'],
    ['items of several blocks', '- one\n\n  two\n- three', '- one\n\n  two\n\n- three'],
    [
      'code in an item, which Redmine would show with its marks',
      '- one\n\n  ```\n  two\n  ```',
      '- one\n\n  ```\n  two\n  ```',
    ],
    ['numbers that begin later', '3. three\n4. four', '3. three\n4. four'],
    ['code that would end the tag', '```\n</pre>\n```', '```\n</pre>\n```'],
    ['relative links, which Textile has not', '[a](b.md) *c*', '[a](b.md) _c_'],
    ['a link right before a word', '[a](https://b.org)c', '[a](https://b.org)c'],
    ['emphasis inside a word, which Textile has not', 'a**b**c', 'a**b**c'],
    ['details', '<details>\n\n**x**\n\n</details>', '<details>\n\n*x*\n\n</details>'],
    ['what Textile would take for a link', 'say "a":https://b.org', 'say "a"&#58;https://b.org'],
  ])('%s', (_, markdown, textile) => {
    expect(toTextile(markdown)).toBe(textile);
    const back = toMarkdown(textile);
    expect(toMarkdown(toTextile(back))).toBe(back);
  });
});

describe('merging an edit', () => {
  const original = lines(
    'h1(#top). Title',
    '',
    'p=. centered',
    '',
    '* one',
    '*# two  ',
    '',
    '',
    'Last %{color:red}red%.',
  ).replaceAll('\n', '\r\n');

  it('leaves everything else as it is, with its gaps and line ends', () => {
    const edited = toMarkdown(original).replace('Last', 'Very last');
    expect(mergeIntoTextile(original, edited)).toBe(original.replace('Last', 'Very last'));
  });

  it('writes only the block that changed anew', () => {
    const edited = toMarkdown(original).replace('- one', '- **first**');
    expect(mergeIntoTextile(original, edited)).toBe(original.replace('* one\r\n*# two  ', '* *first*\r\n*# two'));
  });

  it('is the original when only line ends or spaces at line ends differ (S14)', () => {
    expect(mergeIntoTextile(original, `${toMarkdown(original).replaceAll('\n', '  \r\n')}\n\n`)).toBe(original);
  });

  it('keeps a block that moved nowhere while others are taken away around it', () => {
    expect(mergeIntoTextile('one\n\np=. two\n\nthree', 'p=. two')).toBe('p=. two');
  });

  it('does not let two lists grow together in silence', () => {
    const merged = mergeIntoTextile('* one\n\nbetween\n\n* two', '- one\n- two');
    expect(merged).toBe('* one\n* two');
  });

  it('empties', () => {
    expect(mergeIntoTextile(original, '')).toBe('');
  });

  it('takes no more than its time over hostile text (SEC-20)', { timeout: 60_000 }, () => {
    const units = [
      '*a ',
      '_',
      '"a":',
      '[a](',
      '<!--',
      '<code>',
      '`',
      '![',
      '==a',
      '> ',
      '* a\n\n',
      '- a\n',
      '|a',
      'h1. a\n',
    ];
    for (const unit of [
      ...units,
      '(((',
      'http://...',
      '&#42;',
      '\\',
      ' ',
      '<pre>\n',
      '<!--\n',
      '---\n',
      '# # ',
      '{{',
      '@a ',
    ]) {
      const text = unit.repeat(20_000 / unit.length);
      const started = performance.now();
      mergeIntoTextile(text, `New.\n\n${toMarkdown(text)}`);
      expect(performance.now() - started, `with ${JSON.stringify(unit)}`).toBeLessThan(4_000);
    }
  });
});
