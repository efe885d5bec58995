import type { Page } from '@playwright/test';
import type { CaldavServer } from '../../fakes/caldav-server.ts';
import { expect } from '../fixtures.ts';
import type { Hands } from './hands.ts';

/** In the open wizard, from choosing the service to its test. */
export async function connect(page: Page, hands: Hands, name: string, server: CaldavServer): Promise<void> {
  const dialog = page.getByRole('dialog');
  await hands.press(dialog.getByRole('list', { name: 'Services' }).getByRole('button', { name: /CalDAV/ }));
  await hands.type(dialog.getByRole('textbox', { name: 'Name', exact: true }), name);
  await hands.type(dialog.getByLabel('Address'), server.url);
  await hands.type(dialog.getByLabel('User name'), server.username);
  await hands.type(dialog.getByLabel('Password'), server.password);
  await hands.press(dialog.getByRole('button', { name: 'Connect and test' }));
  await expect(dialog.getByText(`${name} is connected.`)).toBeVisible();
}
