import type { Write } from './fault-proxy.ts';
import type { Ledger } from './ledger.ts';
import { parseTitle, type Side, tokensIn } from './side.ts';

/** Looks at every write while it happens (S5): what it changed, and whether anybody wanted that. */
export interface Audit {
  readonly unexplained: readonly string[];
  around<Answer extends { readonly status: number }>(
    side: Side,
    write: Write,
    deliver: () => Promise<Answer>,
  ): Promise<Answer>;
}

export function createAudit(ledger: Ledger): Audit {
  const unexplained: string[] = [];
  const note = (side: Side, { method, path }: Write, what: string): void => {
    unexplained.push(`${method} ${path} at ${side.name} ${what}`);
  };

  const judgeText = (side: Side, write: Write, before: string | null, after: string | null): void => {
    if (write.method !== 'POST' && before === after) note(side, write, 'changed nothing');
    const known = new Set(tokensIn(before ?? ''));
    for (const token of tokensIn(after ?? write.body)) {
      if (!known.has(token) && !ledger.intents.has(token)) note(side, write, `wrote “${token}”, which nobody wanted`);
    }
  };
  const judgeRemoval = (side: Side, write: Write, before: string | null): void => {
    const keys = before === null ? [] : tokensIn(before).map((token) => ledger.intents.get(token)?.key);
    if (!ledger.dismissals.some((one) => one.kind === 'removed' && keys.includes(one.key))) {
      note(side, write, 'removed what nobody had removed');
    }
  };

  return {
    unexplained,
    async around(side, write, deliver) {
      const before = write.method === 'POST' ? null : await side.snapshot(write.path);
      const answer = await deliver();
      if (answer.status >= 300) return answer;
      const after = await side.snapshot(write.path);
      const text = after ?? before ?? write.body;
      ledger.diary.push(
        `${side.name} took ${write.method} ${write.path} ${answer.status}: ${titleIn(text)} ${tokensIn(text)}`,
      );
      if (write.method === 'DELETE') judgeRemoval(side, write, before);
      else judgeText(side, write, before, after);
      return answer;
    },
  };
}

function titleIn(text: string): string {
  return parseTitle(/(?:SUMMARY:|"subject":")([^\r\n"]*)/.exec(text)?.[1] ?? '').key;
}
