/** Between the double in its own process and the test that plays Chromium for it; carried by structured clone. */
export type StageMessage =
  | { readonly kind: 'load'; readonly url: string; readonly preloadFile: string }
  /** `webContents.send` */
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown };

export type StageRequest =
  /** `ipcRenderer.invoke` from a frame that shows `url`. */
  | { readonly kind: 'invoke'; readonly url: string; readonly channel: string; readonly args: readonly unknown[] }
  /** What the page asks of the custom protocol. */
  | { readonly kind: 'fetch'; readonly url: string; readonly method: string }
  /** An entry of the application menu, by the words on the way to it. */
  | { readonly kind: 'menu'; readonly path: readonly string[] }
  | { readonly kind: 'quit' };

export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
