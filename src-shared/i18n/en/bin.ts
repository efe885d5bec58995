/** Keys: `bin.<what>`. */
export const bin = {} as const;
