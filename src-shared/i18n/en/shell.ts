/** Keys: `shell.<what>`. */
export const shell = {} as const;
