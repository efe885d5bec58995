/** What a state looks like; each shape stands for one meaning (ux.md 2.2). */
export type Shape =
  | 'hand'
  | 'triangle'
  | 'cross'
  | 'fork'
  | 'cloud'
  | 'pause'
  | 'arrows'
  | 'up'
  | 'check'
  | 'dashed'
  | 'unlink';

export type GlyphTone = 'quiet' | 'neutral' | 'info' | 'success' | 'warning' | 'danger';
