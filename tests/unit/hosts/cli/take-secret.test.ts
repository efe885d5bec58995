import { describe, expect, it } from 'vitest';
import { takeSecret } from '../../../../src-main/hosts/cli/commands/take-secret.ts';

describe('where a secret may come from', () => {
  it('is an environment variable that is named', async () => {
    expect(await takeSecret({ secretEnv: 'PW' }, { PW: 'x y ' })).toBe('x y ');
    expect(await takeSecret({}, { PW: 'x' })).toBeNull();
  });

  it.each([
    [{ secret: 'hunter2' }, 'command line'],
    [{ password: 'hunter2' }, 'command line'],
    [{ token: 'hunter2', secretStdin: true }, 'command line'],
    [{ secretEnv: 'hunter2' }, 'not set'],
    [{ secretEnv: 'PW', secretStdin: true }, 'one of'],
  ])('is not %j, and the refusal does not repeat it', async (source, words) => {
    const refusal = takeSecret(source, { PW: 'x' });
    await expect(refusal).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining(words) });
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
  });
});
