import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import { sampleConnection, sampleLink, sampleTask } from './samples.ts';

export function transactionRows(get: () => Store): void {
  const titles = async (store = get()): Promise<readonly unknown[]> =>
    (await store.tasks.list({ sort: 'title' })).tasks.map((task) => task.fields['title']);
  const put = (store: Store, id: string): Promise<void> => store.tasks.put([sampleTask(id, { title: id })]);

  test('gives back what the work returns', async () => {
    expect(await get().transaction('task', async () => 42)).toBe(42);
  });

  test('work that throws leaves nothing behind, and its own error comes out', async () => {
    const error = new Error('stop');
    const failing = get().transaction('task', async (tx) => {
      await put(tx, 'a');
      await tx.links.markDirty('work', ['a']);
      await tx.settings.set('a', 1);
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(await titles()).toEqual([]);
    expect(await get().links.countDirty('work')).toBe(0);
    expect(await get().settings.get('a')).toBeNull();
  });

  test('sees its own writes', async () => {
    await get().transaction('task', async (tx) => {
      await put(tx, 'a');
      expect(await titles(tx)).toEqual(['a']);
      expect((await tx.tasks.list({ words: ['a'] })).total).toBe(1);
    });
  });

  test('of several that wait together, one that fails takes nothing else with it', async () => {
    const results = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((id) =>
        get().transaction('task', async (tx) => {
          await put(tx, id);
          await nextTurn();
          if (id === 'a' || id === 'c') throw new Error(id);
          return id;
        }),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await titles()).toEqual(['b', 'd']);
  });

  test('two works never interleave, and run in the order they were asked for', async () => {
    const steps: string[] = [];
    const work = (name: string) => async (tx: Store) => {
      steps.push(`${name} begins`);
      const count = (await tx.settings.get<number>('count')) ?? 0;
      await nextTurn();
      await tx.settings.set('count', count + 1);
      steps.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => get().transaction('task', work(name))));
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(await get().settings.get('count')).toBe(3);
  });

  test('nobody outside sees what is not committed', async () => {
    const began = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const failing = get().transaction('task', async (tx) => {
      await put(tx, 'a');
      began.resolve();
      await goOn.promise;
      throw new Error('stop');
    });
    await began.promise;
    const seen = titles();
    await nextTurn();
    goOn.resolve();
    await expect(failing).rejects.toThrow('stop');
    expect(await seen).toEqual([]);
  });

  test('a write outside a transaction waits for the one under way', async () => {
    const first = get().transaction('task', async (tx) => {
      await nextTurn();
      await tx.settings.set('last', 'first');
    });
    await get().settings.set('last', 'second');
    await first;
    expect(await get().settings.get('last')).toBe('second');
  });

  test('a nested transaction joins the outer one', async () => {
    const failing = get().transaction('task', async (tx) => {
      await tx.transaction('task', (inner) => put(inner, 'a'));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await titles()).toEqual([]);
  });

  test('the outer store joins too when the work uses it', { timeout: 2000 }, async () => {
    const failing = get().transaction('task', async () => {
      await put(get(), 'a');
      await get().transaction('task', (inner) => put(inner, 'b'));
      expect(await titles(get())).toEqual(['a', 'b']);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await titles()).toEqual([]);
  });

  test('a refused put spoils its transaction, even when the work goes on', async () => {
    await get().connections.put(sampleConnection({}));
    const spoiled = get().transaction('task', async (tx) => {
      await put(tx, 'a');
      await tx.connections.put(sampleConnection({ id: 'c2' })).catch(() => {});
      await put(tx, 'b');
    });
    await expect(spoiled).rejects.toMatchObject({ code: 'already-exists' });
    expect(await titles()).toEqual([]);
  });

  test('a put that is refused half way leaves no half behind', async () => {
    const links = [sampleLink('l1', { remoteId: '1' }), sampleLink('l2', { remoteId: '1', task: 't2' })];
    await expect(get().links.put(links)).rejects.toMatchObject({ code: 'already-exists' });
    expect(await get().links.countLive('jira')).toBe(0);
  });

  test('what the work did not wait for belongs to it all the same', async () => {
    await get().transaction('task', async (tx) => {
      void tx.tasks.put(Array.from({ length: 1500 }, (_, n) => sampleTask(`t${n}`)));
    });
    expect((await get().tasks.list({})).total).toBe(1500);
  });

  test('its store is of no use after the end', async () => {
    const kept = await get().transaction('task', async (tx) => tx);
    await expect(put(kept, 'a')).rejects.toMatchObject({ code: 'bug' });
    await expect(kept.transaction('task', async () => 1)).rejects.toMatchObject({ code: 'bug' });
    expect(await titles()).toEqual([]);
  });

  test('a thousand small ones at once all arrive', async () => {
    await Promise.all(
      Array.from({ length: 1000 }, (_, n) =>
        get().transaction('task', async (tx) => {
          const count = (await tx.settings.get<number>('count')) ?? 0;
          await tx.settings.set('count', count + 1);
          await tx.links.markDirty('work', [`t${n}`]);
        }),
      ),
    );
    expect(await get().settings.get('count')).toBe(1000);
    expect(await get().links.countDirty('work')).toBe(1000);
  });

  test('closing waits for what was asked before, and refuses what comes after', async () => {
    let isDone = false;
    const last = get().transaction('task', async (tx) => {
      await nextTurn();
      await put(tx, 'a');
      isDone = true;
    });
    await get().close();
    expect(isDone).toBe(true);
    await last;
    await expect(put(get(), 'b')).rejects.toMatchObject({ code: 'cancelled' });
    await expect(titles()).rejects.toMatchObject({ code: 'cancelled' });
    expect(get().writable).toBe(false);
    await get().close();
  });
}
