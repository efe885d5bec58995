/** Keys: `preview.<what>`. */
export const preview = {} as const;
