/** Keys: `ui.<what>`. */
export const ui = {
  'ui.added': 'added: ',
  'ui.chosen': '{what}, chosen',
  'ui.choose': 'Choose…',
  'ui.close': 'Close',
  'ui.date.choose': '{label}: open the calendar',
  'ui.date.clear': '{label}: clear',
  'ui.dismiss': 'Dismiss',
  'ui.loading': 'Loading…',
  'ui.more': 'More',
  'ui.notices': 'Notices',
  'ui.nothingOfThatName': 'Nothing of that name',
  'ui.pageTitle': '{screen} · Task Sync',
  'ui.removed': 'removed: ',
  'ui.tag.add': 'Add {noun}',
  'ui.tag.remove': 'Remove {noun} {value}',
  'ui.technicalDetails': 'Technical details',
} as const;
