/** Keys: `history.<what>`. */
export const history = {} as const;
