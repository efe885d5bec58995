import { describe, expect, it } from 'vitest';
import { connectFake, type Fake } from './connect-fake.ts';
import { task } from './ics-texts.ts';
import { difference } from './read-write.ts';

const lines = [
  'ATTACH:https://files.example.org/plan.pdf',
  'ATTACH;FMTTYPE=image/png;FILENAME="a, b.png";X-OWN=1:https://files.example.org/2?a=1',
  'ATTACH:https://files.example.org/plan.pdf',
  'ATTACH;VALUE=BINARY;ENCODING=BASE64:SGVsbG8=',
  'ATTACH:CID:jsmith.part3@example.org',
  'ATTACH:file:///etc/passwd',
];

async function withTask(): Promise<Fake & { readonly record: string; readonly text: () => string }> {
  const fake = await connectFake();
  fake.server.collection().put('one.ics', task('SUMMARY:One', ...lines));
  const text = (): string => fake.server.collection().objects.get('one.ics')?.text ?? '';
  return { ...fake, record: `${fake.container}one.ics`, text };
}

describe('the addresses of a task', () => {
  it('are read once each, with what their lines say; what is inside of the task is not touched', async () => {
    const { connector, container, record } = await withTask();
    const [found] = (await connector.attachments?.read(container, [record])) ?? [];
    expect(found?.attachments).toMatchObject([
      { kind: 'link', name: 'plan.pdf', url: 'https://files.example.org/plan.pdf', mediaType: null, size: null },
      { kind: 'link', name: 'a, b.png', url: 'https://files.example.org/2?a=1', mediaType: 'image/png' },
    ]);
    expect(new Set(found?.attachments.map(({ id }) => id)).size).toBe(2);
  });

  it('get one more, and every other line keeps its characters', async () => {
    const { connector, container, record, text } = await withTask();
    const before = text();
    const given = { name: 'x"\r\nSUMMARY:y', mediaType: 'text/plain', url: 'https://files.example.org/3' };
    const added = await connector.attachments?.link?.({ container, record, ...given });
    expect(added).toMatchObject({ url: 'https://files.example.org/3', name: 'x SUMMARY:y', mediaType: 'text/plain' });
    const { gone, come } = difference(before, text());
    expect([gone, come.length]).toEqual([[], 1]);
    expect(text()).not.toMatch(/^SUMMARY:y/m);
  });

  it('is not written twice', async () => {
    const { connector, container, record, text } = await withTask();
    const before = text();
    const request = { container, record, name: 'Plan', mediaType: null, url: 'https://files.example.org/plan.pdf' };
    expect(await connector.attachments?.link?.(request)).toMatchObject({ name: 'plan.pdf' });
    expect(text()).toBe(before);
  });

  it.each(['javascript:alert(1)', 'memory:A/1', 'https://files.example.org/a b', 'x\r\nATTACH:y'])(
    'is refused when it is no web address: %j',
    async (url) => {
      const { connector, container, record } = await withTask();
      const refused = connector.attachments?.link?.({ container, record, name: 'Plan', mediaType: null, url });
      await expect(refused).rejects.toMatchObject({ code: 'rejected' });
    },
  );

  it('loses what is removed, all lines of it, and nothing else', async () => {
    const { connector, container, record, text } = await withTask();
    const [found] = (await connector.attachments?.read(container, [record])) ?? [];
    await connector.attachments?.remove({ container, record, id: found?.attachments[0]?.id ?? '' });
    expect(text()).not.toContain('plan.pdf');
    for (const line of [lines[1], ...lines.slice(3)]) expect(text().replaceAll('\r\n ', '')).toContain(line);
  });

  it('does not overwrite what somebody changed at that moment (S7)', async () => {
    const fake = await connectFake();
    fake.server.faults.add({
      fault: { kind: 'delay', ms: 1 },
      when: ({ method }) => {
        if (method === 'PUT') fake.server.collection().put('one.ics', task('SUMMARY:Two'));
        return false;
      },
    });
    fake.server.collection().put('one.ics', task('SUMMARY:One'));
    const { connector, container } = fake;
    const request = { name: 'Plan', mediaType: null, url: 'https://files.example.org/3' };
    const link = connector.attachments?.link?.({ container, record: `${container}one.ics`, ...request });
    await expect(link).rejects.toMatchObject({ code: 'stale-version' });
    expect(fake.server.collection().objects.get('one.ics')?.text).toContain('SUMMARY:Two');
  });
});
