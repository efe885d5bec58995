/** Keys: `tasks.<what>`. */
export const tasks = {} as const;
