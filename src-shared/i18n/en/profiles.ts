/** Keys: `profiles.<what>`. */
export const profiles = {} as const;
