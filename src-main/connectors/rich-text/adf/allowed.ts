/**
 * Which blocks may stand in which, after the JSON schema of ADF (https://unpkg.com/@atlaskit/adf-schema, json-schema/v1/full.json).
 * Jira refuses a whole document when one node stands where it may not.
 */
const inText = ['paragraph', 'codeBlock', 'bulletList', 'orderedList', 'mediaSingle', 'mediaGroup'];
const inPanel = [...inText, 'heading', 'rule', 'taskList', 'decisionList', 'blockCard'];
const inNestedExpand = [...inText, 'heading', 'rule', 'taskList', 'decisionList', 'panel', 'blockquote'];
const inCell = [...inNestedExpand, 'blockCard', 'embedCard', 'nestedExpand'];
const inExpand = [...inCell, 'table'];
const inColumn = [...inNestedExpand, 'blockCard', 'embedCard', 'table', 'expand', 'bodiedExtension'];
const inDocument = [...inColumn, 'layoutSection', 'bodiedSyncBlock'];

const allowed: Readonly<Record<string, readonly string[]>> = {
  doc: inDocument,
  layoutSection: ['layoutColumn'],
  layoutColumn: inColumn,
  expand: inExpand,
  nestedExpand: inNestedExpand,
  bodiedExtension: inExpand.filter((type) => type !== 'nestedExpand'),
  bodiedSyncBlock: inExpand.filter((type) => type !== 'nestedExpand'),
  panel: inPanel,
  blockquote: inText,
  listItem: ['paragraph', 'codeBlock', 'bulletList', 'orderedList', 'taskList', 'mediaSingle'],
  taskList: ['taskList'],
  tableCell: inCell,
  tableHeader: inCell,
};

export function mayHold(parent: string, child: string): boolean {
  return allowed[parent]?.includes(child) ?? false;
}
