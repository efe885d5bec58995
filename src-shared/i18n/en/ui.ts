/** Keys: `ui.<what>`. */
export const ui = {} as const;
