/** Paths of files of this process that nobody has judged yet: no client is told of them. */
export const withheldFiles = new Set<string>();
