/** Keys: `inspector.<what>`. */
export const inspector = {} as const;
