/** The notification centre, and messages of the system. Keys: `notices.<what>`. */
export const notices = {
  'notices.title': 'Notifications',
  'notices.open': '{count, plural, one {# unread notification} other {# unread notifications}}',
  'notices.empty': 'Nothing to tell',
  'notices.emptyText':
    'Task Sync is quiet as long as all goes well. What goes wrong, and when it was well again, is kept here for 30 days.',
  'notices.readAll': 'Mark all as read',
  'notices.settings': 'Notification settings',
  'notices.unread': 'Unread',
  'notices.times': 'found {count, number} times, last {when}',
  'notices.solved': 'Solved {when}',
  'notices.muted': 'Muted until it gets worse',
  'notices.mute': 'Mute until worse',
  'notices.muteOf': 'Mute until worse: {profile}',
  'notices.unmute': 'Unmute',
  'notices.unmuteOf': 'Unmute {profile}',
  'notices.allProfiles': 'All profiles',
  'notices.act.held': 'Review',
  'notices.act.sign-in': 'Sign in',
  'notices.act.failed': 'See why',
  'notices.act.problems': 'See why',
  'notices.act.offline': 'See what waits',
  'notices.act.conflicts': 'Decide',

  'notices.held':
    'Held: {count, plural, =0 {it} one {it would change # task and} other {it would change # tasks and}} waits for your decision',
  'notices.sign-in': 'A service needs you to sign in again',
  'notices.sign-inAt': '{place} needs you to sign in again',
  'notices.failed': 'It could not be synced',
  'notices.failedAt': '{place} could not be synced',
  'notices.problems': '{count, plural, one {# task} other {# tasks}} could not be sent',
  'notices.offline':
    'Offline for more than two hours, {count, plural, one {# change waits} other {# changes wait}} to be sent',
  'notices.conflicts': '{count, plural, one {# new conflict needs} other {# new conflicts need}} a decision',
  'notices.recovered': 'All is well again',
  'notices.hidden': 'Something needs you. Open Task Sync to see what.',
} as const;
