/** Keys: `rules.<what>`. */
export const rules = {} as const;
