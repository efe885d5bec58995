/** Runs inside the page, before any script of it; reached as `bench`. It must not name anything outside of itself. */
export function installProbe(): void {
  const calls: { name: string; sentAt: number; answeredAt: number | null }[] = [];
  const longTasks: number[] = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });

  const PlainSocket = window.WebSocket;

  /** Knows when the page asked its host for what, and when it was told. */
  class WatchedSocket extends WebSocket {
    readonly #open = new Map<number, (typeof calls)[number]>();

    constructor(address: string | URL) {
      super(address);
      this.addEventListener('message', ({ data }) => {
        const { kind, id } = JSON.parse(String(data)) as { kind: string; id: number };
        const call = kind === 'answer' ? this.#open.get(id) : undefined;
        if (call) call.answeredAt = performance.now();
        this.#open.delete(id);
      });
    }

    override send(data: string): void {
      const { kind, id, name } = JSON.parse(data) as { kind: string; id: number; name: string };
      if (kind === 'call') {
        const call = { name, sentAt: performance.now(), answeredAt: null };
        calls.push(call);
        this.#open.set(id, call);
      }
      super.send(data);
    }
  }
  window.WebSocket = WatchedSocket;

  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  /** The time when the next frame has been handed over. */
  const painted = async () => {
    await frame();
    return await new Promise<number>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  };
  /** From the next such event until the page shows what it should, painted. */
  const after = (event: string, isShown: () => boolean) => {
    return new Promise<number>((resolve, reject) => {
      const begin = ({ timeStamp }: Event) => {
        const look = async () => {
          while (!isShown()) {
            await frame();
            if (performance.now() - timeStamp > 20_000) return reject(new Error('It was not shown within 20 s.'));
          }
          resolve((await painted()) - timeStamp);
        };
        // The page's own listeners first.
        queueMicrotask(() => void look());
      };
      window.addEventListener(event, begin, { capture: true, once: true });
    });
  };
  /** The lengths of all frames for so long; `act` is called in each. */
  const frames = async (ms: number, act: () => void = () => undefined) => {
    const lengths: number[] = [];
    const began = await frame();
    let last = began;
    while (last - began < ms) {
      act();
      const now = await frame();
      lengths.push(now - last);
      last = now;
    }
    return lengths;
  };
  /** How long the same small computation takes in each frame for so long. */
  const sameWork = async (ms: number) => {
    const times: number[] = [];
    await frames(ms, () => {
      const began = performance.now();
      let sum = 0;
      for (let number = 0; number < 1_000_000; number++) sum += Math.sqrt(number);
      if (sum > 0) times.push(performance.now() - began);
    });
    return times;
  };
  /** A line to the host beside the page's own: asks one thing at a time. */
  const openLine = async () => {
    const socket = new PlainSocket(`ws://${location.host}/api`);
    const heard = (isIt: (message: { kind: string; id?: number; output?: unknown }) => boolean) => {
      return new Promise<unknown>((resolve) => {
        const listen = ({ data }: MessageEvent) => {
          const message = JSON.parse(String(data)) as { kind: string; id?: number; output?: unknown };
          if (!isIt(message)) return;
          socket.removeEventListener('message', listen);
          resolve(message.output);
        };
        socket.addEventListener('message', listen);
      });
    };
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const welcome = heard(({ kind }) => kind === 'welcome');
    socket.send(JSON.stringify({ kind: 'hello', token: sessionStorage.getItem('task-sync.session') }));
    await welcome;
    let last = 0;
    const call = async (name: string, input: unknown) => {
      const id = ++last;
      const answer = heard((message) => message.kind === 'answer' && message.id === id);
      socket.send(JSON.stringify({ kind: 'call', id, name, input }));
      return await answer;
    };
    return { call, close: () => socket.close() };
  };
  Object.assign(window, { bench: { calls, longTasks, painted, after, frames, sameWork, openLine } });
}

/** What answers a call of `openLine`. */
export interface Line {
  call(name: string, input: unknown): Promise<unknown>;
  close(): void;
}

export interface Probe {
  readonly calls: { readonly name: string; readonly sentAt: number; readonly answeredAt: number | null }[];
  readonly longTasks: number[];
  painted(): Promise<number>;
  after(event: string, isShown: () => boolean): Promise<number>;
  frames(ms: number, act?: () => void): Promise<readonly number[]>;
  sameWork(ms: number): Promise<readonly number[]>;
  openLine(): Promise<Line>;
}

declare global {
  interface Window {
    readonly bench: Probe;
  }
}
