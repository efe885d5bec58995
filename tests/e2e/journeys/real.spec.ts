import { startServer, whyNoServer } from '../../servers/real-server.ts';
import { expect, test } from '../fixtures.ts';
import { todo } from '../todo.ts';
import { handsFor, ways } from './hands.ts';
import { connect, connectRedmine, saveProfile } from './journey-steps.ts';

const reason = whyNoServer('radicale') ?? whyNoServer('redmine');

for (const way of ways) {
  test(`a real Radicale and a real Redmine are set up by ${way}, by the wizard alone`, async ({ page }) => {
    test.skip(reason !== null, reason ?? '');
    // Redmine's first start migrates its database.
    test.setTimeout(600_000);
    const [radicale, redmine] = await Promise.all([startServer('radicale'), startServer('redmine')]);
    const signIn = { url: radicale.base, username: radicale.user, password: radicale.password };
    const apiKey = redmine.api_key ?? '';
    await fetch(`${radicale.collection}1.ics`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${btoa(`${signIn.username}:${signIn.password}`)}`,
        'content-type': 'text/calendar',
      },
      body: todo('1', { SUMMARY: 'Paint the fence' }),
    });

    const hands = await handsFor(way, page);
    await hands.press(page.getByRole('link', { name: 'Connect my services' }));
    await connect(page, hands, 'Home', signIn);
    await hands.press(page.getByRole('button', { name: 'Connect the other service' }));
    await connectRedmine(page, hands, 'Tracker', redmine.base, apiKey);
    await hands.press(page.getByRole('button', { name: 'Go on to the profile' }));
    await saveProfile(page, hands, 'Both');
    await hands.press(page.getByRole('button', { name: /^Apply 1 change/ }));
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText(/Both: Done/, { timeout: 30_000 });

    const answer = await fetch(`${redmine.base}issues.json`, { headers: { 'x-redmine-api-key': apiKey } });
    const { issues } = (await answer.json()) as { readonly issues: readonly { readonly subject: string }[] };
    expect(issues.map(({ subject }) => subject)).toEqual(['Paint the fence']);
    await Promise.all([radicale.stop(), redmine.stop()]);
  });
}
