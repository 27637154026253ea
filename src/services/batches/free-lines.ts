/** Whether a request to this endpoint costs nothing, as a line of a batch too. */
export const isFree = (endpoint: string): boolean => endpoint === '/moderations';
