/** Keys: `conflicts.<what>`. */
export const conflicts = {} as const;
