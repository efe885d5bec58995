import type { Page } from '@playwright/test';

/**
 * Types a word into every field for secrets that is shown, and looks for it wherever a program that reads the screen, or anything
 * else beside the field itself, could come upon it. @returns where it was found, and a sentence when there was no field
 */
export async function toldSecrets(page: Page): Promise<readonly string[]> {
  const fields = page.locator('input[type=password]:visible');
  const count = await fields.count();
  if (count === 0) return ['there is no field for a secret'];
  const words = Array.from({ length: count }, (_, index) => `canary-${index}-Zx81`);
  for (const [index, word] of words.entries()) await fields.nth(index).fill(word);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const seen = nodes.filter(({ ignored }) => !ignored);
  const boxes = seen.filter(({ role }) => role?.value === 'textbox');
  const places = {
    'the accessibility tree': JSON.stringify(nodes),
    'the text of the page': await page.locator('body').innerText(),
    'the attributes of the page': await page.evaluate(() => document.documentElement.outerHTML),
    'the title and address': `${await page.title()} ${page.url()}`,
  };
  return [
    // So that the look above is one: the tree has text boxes, with what stands in them as dots.
    ...(boxes.some(({ value }) => /^[•●*]+$/.test(String(value?.value ?? ''))) ? [] : ['no field of dots in the tree']),
    ...Object.entries(places).flatMap(([place, text]) =>
      words.filter((word) => text.includes(word)).map((word) => `${word} in ${place}`),
    ),
  ];
}
