import fc from 'fast-check';

/** Whatever Markdown gives a meaning, in any order: mostly nonsense. */
const scrap = fc.constantFrom(
  ...['*', '**', '***', '_', '__', '~~', '~', '-', '`', '``', '```', '~~~', '#', '##', '> ', '* ', '- ', '1. ', '2) '],
  ...['|', '| ', '---', '===', ':-:', '|-|', '\n', '\n\n', '\r\n', ' ', '  ', '    ', '\t', '- [ ] ', '- [x] ', '[ ] '],
  ...['a', 'foo', 'Bar', '12', 'é', '日本', '🙂', '\u00a0', 'http://x.org/a_b', '<https://x.org>', 'https://x.org/(a)'],
  ...[
    '[a](http://x.org)',
    '[a](b "t")',
    '![i](a.png)',
    '[@Ana](mention:5b1)',
    '[r]',
    '[r]: /u',
    '[!NOTE]',
    '> [!TIP]\n> ',
  ],
  ...[
    '<b>',
    '</b>',
    '<u>',
    '</u>',
    '<sub>',
    '</sub>',
    '<br>',
    '<details><summary>s</summary>',
    '</details>',
    '<!-- x -->',
  ],
  ...['<!-- begin x -->', '<!-- end x -->', '\\', '\\*', '&amp;', '&', '&#42;', '(', ')', '[', ']', '{', '}', '.', ':'],
  ...['"', '!', '=', '+', '<', '>', '^', '@', '$', "'"],
);
export const nonsense = fc.array(scrap, { maxLength: 20 }).map((scraps) => scraps.join(''));

const word = fc.constantFrom(
  ...['plain', 'a_b_c', '2 * 3', 'x < y', 'e.g. this', '#12', 'user@example.org', 'Größe', '50%', 'C:\\dir', 'a [b] c'],
  ...['about ~5 min', '🙂 smile', '日本', 'R&D', "it's", '5 > 3', 'a | b', 'wow!'],
);

/** Markdown as the printer itself writes it. */
const block = fc.oneof(
  word.map((text) => text.replace('|', '/')),
  word.map((text) => `## ${text}`),
  word.map((text) => `Some **${text}**, _${text}_ and ~~${text}~~ (\`${text}\`) and <u>${text}</u> H<sub>2</sub>O.`),
  fc.array(word, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item, at) => `${at + 1}. ${item}`).join('\n')),
  word.map((text) => `- ${text}\n  - inner\n    1. innermost\n- last`),
  word.map((text) => `- [ ] ${text}\n- [x] done\n  - [ ] below`),
  word.map((text) => `> ${text}\n> and more`),
  word.map((text) => `> [!WARNING]\n> ${text}\n>\n> - item`),
  word.map((text) => `\`\`\`js\nif (a < b) return '*${text}*';\n\n\`\`\``),
  word.map((text) => `\`\`\`\`\n\`\`\`\n${text}\n\`\`\`\n\`\`\`\``),
  word.map(
    (text) => `| Name | ${text.replace('|', '\\|')} |\n| --- | :-: |\n| \`c\` | [link](https://example.org/a_b) |`,
  ),
  word.map(
    (text) =>
      `See [${text.replace(/[[\]]/g, '\\$&')}](https://example.org/x "a title"), ![picture](shot.png)\nand https://example.org/.`,
  ),
  word.map((text) => `<details><summary>More</summary>\n\n${text}\n\n</details>`),
  fc.constant('A line\n\\\nbehind an empty one'),
  fc.constant('[@Ana Admin](mention:557058:ab-cd) wrote <details> and <!-- a note -->'),
  fc.constant('---'),
);

/** With a number, so that no two blocks are the same; a paragraph between lists, which would be one otherwise. */
export const canonicalMarkdown = fc
  .array(block, { minLength: 1, maxLength: 6 })
  .map((blocks) => blocks.map((text, at) => `Part ${at}\n\n${text}`).join('\n\n'));
