/** The words are English; how a date is written follows the reader's kind of English, 24 hours where they are usual. */
export const locale = globalThis.navigator?.languages?.find((language) => language.startsWith('en')) ?? 'en-GB';
