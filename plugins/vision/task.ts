/** How hard a question is, for the model `auto`. */
export const TASKS = ['draft', 'standard', 'hard'] as const;
export type Task = (typeof TASKS)[number];
