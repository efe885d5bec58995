/** Keys: `matches.<what>`. */
export const matches = {} as const;
