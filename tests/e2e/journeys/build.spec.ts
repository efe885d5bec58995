import { createRedmineServer } from '../../fakes/redmine-server.ts';
import { expect, test } from '../fixtures.ts';
import { todo } from '../todo.ts';
import { handsFor, ways } from './hands.ts';
import { connect, connectRedmine, saveProfile } from './journey-steps.ts';

for (const way of ways) {
  test(`3 and 4 by ${way}: five fields and the values of one are mapped, a rule is tried on a task`, async ({
    page,
    servers: [home],
  }) => {
    const redmine = await createRedmineServer();
    home.collection().put('1.ics', todo('1', { SUMMARY: 'Paint', CATEGORIES: 'house', PRIORITY: '1' }));
    const hands = await handsFor(way, page);
    await hands.press(page.getByRole('link', { name: 'Connect my services' }));
    await connect(page, hands, 'Home', home);
    await hands.press(page.getByRole('button', { name: 'Connect the other service' }));
    await connectRedmine(page, hands, 'Tracker', redmine.url, redmine.key);
    await hands.press(page.getByRole('button', { name: 'Choose the details first' }));

    await hands.press(page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Fields' }));
    const row = (field: string) => page.getByRole('row', { name: new RegExp(`^${field}`) });
    await expect(row('Title')).toContainText('Paint');
    for (const field of ['Start', 'Due', 'Notes', 'Priority', 'Progress']) {
      await hands.press(row(field).getByRole('button', { name: /Change \(D\)$/ }));
      await expect(row(field).getByRole('button', { name: /: only from Home to Tracker/ })).toBeVisible();
    }
    await hands.press(row('Status').getByRole('button', { name: 'Values of Status' }));
    const values = page.getByRole('dialog', { name: 'Values of Status' });
    const resolved = values.getByRole('button', { name: /Resolved becomes, in Home/ });
    await hands.choose(resolved, 'Completed');
    await expect(resolved).toContainText('Completed');
    await hands.press(values.getByRole('button', { name: 'Close' }).last());
    await expect(values).toBeHidden();

    await saveProfile(page, hands, 'Both');
    expect(redmine.store.issues.size).toBe(0);

    await hands.press(page.getByRole('link', { name: 'Cancel' }));
    await hands.press(page.getByRole('tab', { name: 'Filters and rules' }));
    await hands.press(page.getByRole('button', { name: 'Add rule' }));
    await hands.type(page.getByRole('textbox', { name: 'Value' }), 'urgent');
    await hands.press(page.getByRole('button', { name: 'Test on a task' }));
    await expect(page.getByText('Rule 1: ')).toBeVisible();
    await redmine.close();
  });
}
