/** Keys: `notices.<what>`. */
export const notices = {} as const;
