/** Keys: `settings.<what>`. */
export const settings = {} as const;
