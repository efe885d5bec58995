/** Keys: `desktop.<what>`. */
export const desktop = {} as const;
