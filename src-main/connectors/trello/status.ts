import type { FieldOption } from '../../../src-shared/connector/connector.ts';
import type { StatusCategory } from '../../../src-shared/domain/field.ts';
import type { BoardList, Card } from './trello-wire.ts';

/** Marked as complete, whichever list it is in. */
export const complete = 'complete';
/** Put away before it was done. */
export const archived = 'archived';

const cancelled =
  /reject|cancel|abandon|declin|duplicat|invalid|won.?t|obsolete|icebox|abgelehnt|abgebrochen|verworfen|storniert|rejet|annul|rechaz|cancelad|rifiut|annullat|afgewezen|отклон|отмен|却下|拒绝|取消/i;
const finished =
  /(?<!\p{L})(?:done|closed?|finished|completed?|released?|shipped|deployed|live|erledigt|fertig|abgeschlossen|geschlossen|terminé|fini|fait|ferm|hecho|terminado|completad|conclu[ií]d|feito|fatto|completat|klaar|gereed|gedaan|zrobione|gotowe)|готово|сделано|выполнен|完了|完成|终/iu;
const underWay =
  /progress|doing|active|started|working|review|testing|(?<!\p{L})qa(?!\p{L})|verify|blocked|waiting|bearbeitung|arbeit|prüfung|cours|curso|progreso|andamento|corso|behandeling|bezig|w toku|работе|進行|进行|进展/iu;
const notBegun =
  /(?<!\p{L})(?:new|open|to.?do|not.?started|backlog|inbox|ideas?|next|neu|offen|zu erledigen|nouveau|à faire|nuev|abiert|por hacer|nov[oa]|a fazer|nuov|apert|da fare|nieuw|te doen|nowy|do zrobienia)|нов|сделать|新規|新建|待办|未着手/iu;

/**
 * What the lists of a board mean. People name them as they like: a name that says it counts; of the others, those before
 * the first list that is under way mean to do, those after it doing. Lists are in the order of the board.
 */
export function meaningsOf(lists: readonly BoardList[]): ReadonlyMap<string, StatusCategory> {
  const open = lists.filter(({ closed }) => !closed);
  const first = open.findIndex(({ name }) => named(name) === 'doing');
  const start = first === -1 ? open.length : first;
  return new Map(
    lists.map((list) => {
      const at = open.indexOf(list);
      return [list.id, named(list.name) ?? (at === -1 || at > start ? 'doing' : 'todo')];
    }),
  );
}

/** "To do" and "won't do" before "done", which is in many names. */
function named(name: string): StatusCategory | null {
  if (cancelled.test(name)) return 'cancelled';
  if (notBegun.test(name)) return 'todo';
  if (finished.test(name)) return 'done';
  return underWay.test(name) ? 'doing' : null;
}

export interface BoardLists {
  readonly lists: ReadonlyMap<string, BoardList>;
  readonly meanings: ReadonlyMap<string, StatusCategory>;
}

/**
 * One value for three things: the list, the tick, and the archive. Boards are cleared by archiving what is done, so an
 * archived card stays as done as it was; one that was not done is put away. So are those in an archived list.
 */
export function statusOf(
  card: Pick<Card, 'closed' | 'dueComplete' | 'idList'>,
  { lists, meanings }: BoardLists,
): string {
  if (card.dueComplete) return complete;
  const isAway = card.closed || lists.get(card.idList)?.closed === true;
  return isAway && !isOver(meanings.get(card.idList)) ? archived : card.idList;
}

function isOver(meaning: StatusCategory | undefined): boolean {
  return meaning === 'done' || meaning === 'cancelled';
}

/**
 * What makes a card have this status, whatever it had before.
 *
 * @param idList where it is now; null: it is new
 */
export function statusAttributes(
  status: string,
  idList: string | null,
  board: BoardLists,
): Readonly<Record<string, string | boolean>> {
  if (status === complete) return { dueComplete: true };
  if (status !== archived) return { idList: status, closed: false, dueComplete: false };
  // In the archive, a card of a list for what is done still counts as done.
  const isElsewhere = idList !== null && isOver(board.meanings.get(idList));
  return { closed: true, dueComplete: false, ...(isElsewhere ? { idList: firstList(board) } : {}) };
}

/** Where a card goes that is given no list: to what is to be done. */
export function firstList(board: BoardLists): string {
  const options = statusOptions(board).filter(({ value }) => board.lists.has(value));
  return (options.find(({ means }) => means === 'todo') ?? options[0])?.value ?? '';
}

/**
 * Within one meaning the first is written: lists whose name says it, then the others; ticking a card only where the board
 * has no list for what is done.
 */
export function statusOptions({ lists, meanings }: BoardLists): readonly FieldOption[] {
  const option = (list: BoardList): FieldOption => ({
    value: list.id,
    label: list.closed ? `${list.name} (archived list)` : list.name,
    ...means(meanings.get(list.id)),
  });
  const all = [...lists.values()];
  const open = all.filter(({ closed }) => !closed);
  return [
    ...[...open].sort((a, b) => Number(named(a.name) === null) - Number(named(b.name) === null)).map(option),
    { value: complete, label: 'Complete', means: 'done' },
    { value: archived, label: 'Archived', means: 'cancelled' },
    // A card can still be in one of these, and count as done.
    ...all.filter(({ id, closed }) => closed && isOver(meanings.get(id))).map(option),
  ];
}

function means(meaning: StatusCategory | undefined): { readonly means?: StatusCategory } {
  return meaning === undefined ? {} : { means: meaning };
}
