import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, openTask, readNotice, syncNow, takeDown } from './steps.ts';
import { titlesOf, todo } from './todo.ts';

const count = 1000;
// A quick server would be done before anybody could watch.
test.use({ perWriteMs: 2 });

test('a person adds two connections, creates a profile, previews, syncs 1,000 tasks watching progress, edits a task while the server is down, sees it waiting, sees it sent', async ({
  page,
  servers,
}) => {
  const [home, work] = servers;
  for (let index = 1; index <= count; index += 1) {
    home.collection().put(`${index}.ics`, todo(`task-${index}`, { SUMMARY: `Task ${index}` }));
  }

  await expect(page.getByText('Keep your tasks the same everywhere.')).toBeVisible();
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);

  const plan = page.getByRole('table', { name: 'Changes by place' });
  await expect(plan.getByRole('row', { name: /Work/ })).toContainText('1,000');
  expect(work.collection().objects.size).toBe(0);

  await page.getByRole('button', { name: 'Apply 1,000 changes' }).click();
  const progress = page.getByRole('progressbar', { name: 'Progress of Both' });
  await expect(progress).toHaveAttribute('aria-valuemax', String(count));
  await expect(page.getByText(/^Writing to Work.*, [\d,]+ of 1,000/)).toBeVisible();
  await readNotice(page, /Both: Done/);
  expect(work.collection().objects.size).toBe(count);

  const bringUp = takeDown(work);
  const inspector = await openTask(page, 'Task 1000');
  await inspector.getByRole('textbox', { name: 'Title' }).fill('Task 1000, changed');
  await inspector.getByRole('textbox', { name: 'Title' }).press('Enter');
  await expect(inspector.getByText('Saved on this device')).toBeVisible();
  await expect(inspector.getByText('Waiting to send').first()).toBeVisible();
  await syncNow(page, 'Both', /Both: Offline/);
  await expect(page.getByRole('contentinfo')).toContainText('1 change waiting to send');

  bringUp();
  await syncNow(page, 'Both', /Both: Done/);
  await expect(page.getByRole('contentinfo')).toContainText('All in sync');
  await expect(page.getByRole('contentinfo')).not.toContainText('waiting to send');
  for (const server of servers) {
    const titles = titlesOf(server);
    expect(titles.filter((title) => title === 'Task 1000, changed')).toHaveLength(1);
    expect(titles).toHaveLength(count);
  }
});
