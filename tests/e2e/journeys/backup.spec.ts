import { expect, test } from '../fixtures.ts';
import { titlesOf } from '../todo.ts';
import { ways } from './hands.ts';
import { beginWithPair, openTask, putTasks, syncNow } from './journey-steps.ts';

for (const way of ways) {
  test(`11 by ${way}: a backup is made, and restored with a look at what would change`, async ({ page, servers }) => {
    const [home, work] = servers;
    putTasks(home, 3);
    const hands = await beginWithPair(way, page, servers);
    await syncNow(page, hands, /Both: Done/);
    const settings = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' });
    const openBackups = async (): Promise<void> => {
      await hands.press(settings);
      await hands.press(page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Backup' }));
    };
    await openBackups();
    await hands.press(page.getByRole('button', { name: 'Back up now' }));
    await expect(page.getByText(/3 tasks · .* · verified/)).toHaveCount(1);

    const inspector = await openTask(page, hands, 'Task 2');
    await hands.type(inspector.getByRole('textbox', { name: 'Title' }), 'Spoiled by mistake');
    await page.keyboard.press('Enter');
    await syncNow(page, hands, /Both: Done/);
    expect(titlesOf(work)).toContain('Spoiled by mistake');

    await openBackups();
    await hands.press(page.getByRole('button', { name: /^Restore the backup of/ }).last());
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('No task would be gone, 1 would change, 0 would come back.')).toBeVisible();
    await expect(dialog.getByRole('list', { name: 'What would become different' })).toContainText(
      'Spoiled by mistakewould change: Title',
    );
    await hands.press(dialog.getByRole('button', { name: 'Restore the backup' }));
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/An older copy of the data was put back/)).toBeVisible();
    // It is as it was here, and nothing was written anywhere.
    await openTask(page, hands, 'Task 2');
    for (const server of servers) expect(titlesOf(server)).toContain('Spoiled by mistake');
  });
}
