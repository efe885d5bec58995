/** Keys: `words.<what>`. */
export const words = {} as const;
