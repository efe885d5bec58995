/** Where the page runs. A browser tab keeps some keys to itself, and cannot start at login. */
export const isDesktop = window.taskSync !== undefined;

export const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** The page came from another computer, which lets in whom it was paired with. */
export const isPairedHost = !isDesktop && globalThis.location?.protocol === 'https:';
