import { DiffText } from '../../../../src-renderer/ui/diff-text.tsx';
import { ForeignText } from '../../../../src-renderer/ui/foreign-text.tsx';
import { KeyHint } from '../../../../src-renderer/ui/key-hint.tsx';
import { LetterTile } from '../../../../src-renderer/ui/letter-tile.tsx';
import { MarkdownText } from '../../../../src-renderer/ui/markdown-text.tsx';
import { longWords, rightToLeft, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';

const markdown = `# Before the release

Ask **Mei** about *both* prices, see [the plan](https://example.org/plan) and \`npm run build\`.

- Call the shop
- Bring the contract
  1. and a pen

> The old price was wrong.

| What | Price |
|---|---|
| Paint | 12 |

\`\`\`
one line of code
\`\`\``;

export const texts: Looks<'diff-text' | 'foreign-text' | 'key-hint' | 'letter-tile' | 'markdown-text'> = {
  'diff-text': {
    changed: (
      <DiffText
        parts={[
          { kind: 'same', text: say('Call the shop on ') },
          { kind: 'removed', text: say('Monday') },
          { kind: 'added', text: say('Tuesday') },
        ]}
      />
    ),
    long: (
      <DiffText
        parts={[
          { kind: 'removed', text: unbroken },
          { kind: 'added', text: `${rightToLeft} ` },
          { kind: 'same', text: say(longWords) },
        ]}
      />
    ),
  },
  'foreign-text': {
    plain: <ForeignText text={say('Call the shop on ')} />,
    marked: <ForeignText text={'invoice\u202efdp.exe for pаypal\u200b\u200b'} />,
  },
  'key-hint': { plain: <KeyHint>Ctrl+K</KeyHint> },
  'letter-tile': {
    plain: (
      <>
        <LetterTile name="Redmine" /> <LetterTile name={rightToLeft} />
      </>
    ),
  },
  'markdown-text': {
    filled: <MarkdownText text={markdown} />,
    long: <MarkdownText text={`${unbroken}\n\n\`\`\`\n${unbroken}\n\`\`\`\n\n${rightToLeft}`} />,
  },
};
