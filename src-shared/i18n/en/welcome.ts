/** Keys: `welcome.<what>`. */
export const welcome = {} as const;
