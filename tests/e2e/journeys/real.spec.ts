import { type RealServer, startServer, whyNoServer } from '../../servers/real-server.ts';
import { expect, test } from '../fixtures.ts';
import { todo } from '../todo.ts';
import { handsFor, ways } from './hands.ts';
import { connect, connectRedmine, saveProfile } from './journey-steps.ts';

const reason = whyNoServer('radicale') ?? whyNoServer('redmine');
let radicale: RealServer;
let redmine: RealServer;

// One after the other: the second person finds what the first one left.
test.describe.configure({ mode: 'serial' });
test.describe(`real servers${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  test.skip(reason !== null, reason ?? '');
  test.beforeAll(async () => {
    // Redmine's first start migrates its database.
    test.setTimeout(300_000);
    [radicale, redmine] = await Promise.all([startServer('radicale'), startServer('redmine')]);
  });
  test.afterAll(() => Promise.all([radicale?.stop(), redmine?.stop()]));

  for (const [index, way] of ways.entries()) {
    test(`Radicale and Redmine are set up by ${way}, by the wizard alone`, async ({ page }) => {
      await putTask(`Task ${index + 1}`);
      const hands = await handsFor(way, page);
      await hands.press(page.getByRole('link', { name: 'Connect my services' }));
      const { base: url, user: username, password } = radicale;
      await connect(page, hands, 'Home', { url, username, password });
      await hands.press(page.getByRole('button', { name: 'Connect the other service' }));
      await connectRedmine(page, hands, 'Tracker', redmine.base, redmine.api_key ?? '');
      await hands.press(page.getByRole('button', { name: 'Choose the details first' }));
      await saveProfile(page, hands, 'Both');
      await hands.press(page.getByRole('button', { name: /^Apply \d/ }));
      await expect(page.getByRole('region', { name: 'Notices' })).toContainText(/Both: Done/, { timeout: 30_000 });
      expect(await subjects()).toEqual(['Task 1', 'Task 2'].slice(0, index + 1));
    });
  }
});

async function putTask(title: string): Promise<void> {
  const { collection, user, password } = radicale;
  await fetch(`${collection}${encodeURIComponent(title)}.ics`, {
    method: 'PUT',
    headers: { authorization: `Basic ${btoa(`${user}:${password}`)}`, 'content-type': 'text/calendar' },
    body: todo(title, { SUMMARY: title }),
  });
}

async function subjects(): Promise<readonly string[]> {
  const headers = { 'x-redmine-api-key': redmine.api_key ?? '' };
  const answer = await fetch(`${redmine.base}issues.json?sort=id`, { headers });
  const { issues } = (await answer.json()) as { readonly issues: readonly { readonly subject: string }[] };
  return issues.map(({ subject }) => subject);
}
