import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decideLink, openExternal } from '../../../../src-main/hosts/desktop/open-external.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));
beforeEach(resetElectron);

const schemes = [
  'file',
  'smb',
  'ftp',
  'javascript',
  'data',
  'vbscript',
  'blob',
  'about',
  'app',
  'chrome',
  'devtools',
  'view-source',
  'ms-msdt',
  'ms-officecmd',
  'ms-excel',
  'ms-settings',
  'search-ms',
  'ms-appinstaller',
  'steam',
  'vscode',
  'slack',
  'tel',
  'sms',
  'ssh',
  'ldap',
  'jar',
  'res',
  'intent',
  'x-apple.systempreferences',
  'tasksync',
  'ws',
  'wss',
  'httpss',
  'mailtoo',
];

describe('a link that leads out of the program (SEC-14)', () => {
  it.each([
    ['https://example.org/issues/17?x=1#note', 'https://example.org/issues/17?x=1#note'],
    ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
    ['https://127.0.0.1:8443/', 'https://127.0.0.1:8443/'],
    ['https://exämple.org/', 'https://xn--exmple-cua.org/'],
    ['mailto:somebody@example.org', 'mailto:somebody@example.org'],
    [
      'mailto:somebody@example.org?subject=Hi&cc=x@example.org',
      'mailto:somebody@example.org?subject=Hi&cc=x@example.org',
    ],
  ])('%s opens, as the parser wrote it', (text, url) => {
    expect(decideLink(text)).toEqual({ kind: 'open', url });
  });

  it('without encryption is shown by its real host first', () => {
    expect(decideLink('http://аpple.example.org:8080/https://example.org')).toEqual({
      kind: 'ask',
      url: 'http://xn--pple-43d.example.org:8080/https://example.org',
      host: 'xn--pple-43d.example.org:8080',
    });
  });

  it.each([
    '',
    'example.org',
    '//example.org',
    '/etc/passwd',
    'C:\\Windows',
    '\\\\server\\share',
    'https://',
    'https:',
    'mailto:',
    'https://user:secret@example.org/',
    'https://user@example.org/',
    'https://example.org\\@evil.example/',
    'https:\\\\example.org',
    ' https://example.org',
    'https://example.org ',
    'https://exa\tmple.org',
    'https://example.org/\n',
    'https://example.org/\u0000',
    'https://example.org/\u202Etxt.exe',
    'https://exam\u200Bple.org',
    'https://example.org/\u2028x',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'mailto:x@example.org?attach=/etc/passwd',
    'mailto:x@example.org?Attachment=c:/x',
    `https://example.org/${'x'.repeat(2048)}`,
  ])('%j stays closed', (text) => {
    expect(decideLink(text)).toEqual({ kind: 'refuse' });
  });

  it.each(schemes)('%s: stays closed, however it is written', (scheme) => {
    for (const text of [
      `${scheme}:x`,
      `${scheme}://example.org/x`,
      `${scheme.toUpperCase()}:///etc/passwd`,
      `${scheme}:https://example.org`,
    ]) {
      expect(decideLink(text)).toEqual({ kind: 'refuse' });
    }
  });

  it('opens only what is https, http or mailto, without a name or password in it, in 5,000 of any', () => {
    const start = fc.constantFrom(
      'https://',
      'http://',
      'mailto:',
      'file://',
      'javascript:',
      'ms-msdt:',
      '//',
      '\\\\',
      'data:',
    );
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('@', ':', '\\', '%00', '\u202E', 'example.org', '/'),
    );
    fc.assert(
      fc.property(start, fc.array(part, { maxLength: 5 }), (scheme, parts) => {
        const decision = decideLink(scheme + parts.join(''));
        if (decision.kind === 'refuse') return;
        const url = new URL(decision.url);
        expect(['https:', 'http:', 'mailto:']).toContain(url.protocol);
        expect(url.username + url.password).toBe('');
        expect(decision.kind === 'ask').toBe(url.protocol === 'http:');
      }),
      { numRuns: 5000 },
    );
  });

  it('goes to the system only when it may, and without encryption only when the person agrees', async () => {
    const asked: string[] = [];
    const answer = (yes: boolean) => (host: string) => {
      asked.push(host);
      return Promise.resolve(yes);
    };
    await openExternal('https://example.org/', answer(false));
    await openExternal('http://example.org/no', answer(false));
    await openExternal('http://example.org/yes', answer(true));
    await openExternal('file:///etc/passwd', answer(true));
    expect(observed.openedOutside).toEqual(['https://example.org/', 'http://example.org/yes']);
    expect(asked).toEqual(['example.org', 'example.org']);
  });
});
