/** Keys: `dashboard.<what>`. */
export const dashboard = {} as const;
