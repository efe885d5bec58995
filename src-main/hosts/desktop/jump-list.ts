import { app } from 'electron';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import { requestSwitches } from './deep-link.ts';

/** What Windows shows at the icon of the taskbar; each starts the program, which hands it to the one that runs. */
export function setJumpList(t: Translate<Key>, program: string): void {
  const task = (title: string, args: string) => ({
    ...{ program, arguments: args, title, description: title, iconPath: program, iconIndex: 0 },
  });
  app.setUserTasks([
    task(t('command.sync.all'), requestSwitches['sync.all']),
    task(t('desktop.addTask'), requestSwitches['task.add']),
    task(t('command.go.conflicts'), 'tasksync://conflicts'),
    task(t('desktop.settings'), 'tasksync://settings'),
  ]);
}
