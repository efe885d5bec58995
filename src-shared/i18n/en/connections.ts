/** Keys: `connections.<what>`. */
export const connections = {} as const;
