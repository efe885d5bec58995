/** Where the page runs. A browser tab keeps some keys to itself, and cannot start at login. */
export const isDesktop = window.taskSync !== undefined;

export const isMac = /mac|iphone|ipad/i.test(navigator.platform);
