import type { Dice } from '../fakes/seeded.ts';
import type { Workspace } from '../servers/workspace.ts';
import type { OpenConflict } from './judge.ts';
import type { Ledger } from './ledger.ts';
import { anchors, parseTitle, type Side, type SoakRecord, tokensIn } from './side.ts';

/** What people do: at the servers with programs of their own, and in Task Sync. Each wish is in the ledger before it is sent. */
export interface People {
  createAt(side: Side): Promise<void>;
  /** Edits a record that is there, in a field that this pair of servers has. */
  editAt(side: Side): Promise<void>;
  removeAt(side: Side): Promise<void>;
  editHere(): Promise<void>;
  decide(): Promise<void>;
  openConflicts(): Promise<readonly OpenConflict[]>;
}

interface ConflictJson {
  readonly id: string;
  readonly title: string;
  readonly kind: 'field' | 'deletion';
  readonly field: string;
  readonly sides: readonly { readonly side: string; readonly value: unknown }[];
}

export function createPeople(dice: Dice, ledger: Ledger, workspace: Workspace, hasLabels: boolean): People {
  /** Half of all edits meet on a few records, so that both sides change one field between two syncs. */
  const pickAt = async (side: Side): Promise<SoakRecord | undefined> => {
    const all = await side.all();
    const busy = all.filter(({ key }) => key.endsWith('3'));
    return dice.pick(busy.length > 0 && dice.chance(0.5) ? busy : all);
  };
  const conflicts = async (): Promise<readonly ConflictJson[]> =>
    JSON.parse((await workspace.succeed('conflicts', 'list', '--json')).stdout) as readonly ConflictJson[];

  const editTitle = async (side: Side, { id, key }: SoakRecord): Promise<void> => {
    const token = ledger.token();
    const isDone = await side.edit(id, (now) => {
      if (now.key !== key) return null;
      ledger.note({ token, key, field: 'title', author: side.name, replaces: [now.title] });
      return { ...now, title: token };
    });
    if (!isDone) ledger.withdraw(token);
  };
  const addLine = async (side: Side, { id, key }: SoakRecord): Promise<void> => {
    const token = ledger.token();
    // Mostly where the other side does not write at the same time; sometimes both meet in the middle.
    const below = dice.chance(0.15) ? 'three' : side.name === 'left' ? 'top' : 'five';
    const isDone = await side.edit(id, (now) => {
      if (now.key !== key) return null;
      ledger.note({ token, key, field: 'lines', author: side.name, replaces: [] });
      return { ...now, lines: now.lines.flatMap((line) => (line === below ? [line, token] : [line])) };
    });
    if (!isDone) ledger.withdraw(token);
  };
  const changeLabels = async (side: Side, { id, key }: SoakRecord): Promise<void> => {
    const token = ledger.token();
    const takesOneAway = dice.chance(0.3);
    const isDone = await side.edit(id, (now) => {
      if (now.key !== key) return null;
      const gone = takesOneAway ? now.labels.slice(0, 1) : [];
      ledger.note({ token, key, field: 'labels', author: side.name, replaces: gone });
      return { ...now, labels: [...now.labels.filter((label) => !gone.includes(label)), token] };
    });
    if (!isDone) ledger.withdraw(token);
  };

  return {
    async createAt(side) {
      const [token, key] = [ledger.token(), ledger.key()];
      ledger.note({ token, key, field: 'title', author: side.name, replaces: [] });
      await side.create({ key, title: token, lines: anchors, labels: [] });
    },
    async editAt(side) {
      const record = await pickAt(side);
      if (!record) return;
      const edit = dice.pick(hasLabels ? [editTitle, addLine, changeLabels] : [editTitle, addLine]);
      await edit?.(side, record);
    },
    async removeAt(side) {
      const record = await pickAt(side);
      const seen = record && (await side.remove(record.id));
      if (!seen) return;
      const saw = tokensIn([seen.title, ...seen.lines, ...seen.labels].join('\n'));
      ledger.dismiss({ kind: 'removed', key: seen.key, author: side.name, saw });
    },
    async editHere() {
      const { stdout } = await workspace.succeed('tasks', 'list', '--json');
      const task = dice.pick(JSON.parse(stdout) as readonly { readonly id: string; readonly title: string }[]);
      if (!task) return;
      const token = ledger.token();
      const { key, title } = parseTitle(task.title);
      ledger.note({ token, key, field: 'title', author: 'here', replaces: [title] });
      await workspace.succeed('tasks', 'edit', task.id, `title=${key} ${token}`);
    },
    async decide() {
      const conflict = dice.pick((await conflicts()).filter((one) => one.kind === 'field'));
      const chosen = conflict && dice.pick(conflict.sides);
      if (!chosen) return;
      const kept = tokensIn(JSON.stringify(chosen.value));
      const seen = conflict.sides.flatMap((side) => tokensIn(JSON.stringify(side.value)));
      const saw = seen.filter((token) => !kept.includes(token));
      ledger.diary.push(
        `here decides ${conflict.field} of ${conflict.title} for ${chosen.side}: ${JSON.stringify(conflict.sides)}`,
      );
      await workspace.succeed('conflicts', 'resolve', conflict.id, '--use', chosen.side);
      ledger.dismiss({ kind: 'decided', key: parseTitle(conflict.title).key, author: 'here', saw });
    },
    openConflicts: async () =>
      (await conflicts()).map(({ title, kind, field, sides }) => ({
        key: parseTitle(title).key,
        field: kind === 'deletion' ? 'deletion' : field === 'title' ? 'title' : field === 'body' ? 'lines' : 'labels',
        tokens: sides.flatMap(({ value }) => tokensIn(JSON.stringify(value ?? ''))),
      })),
  };
}
