const LONGEST = 80;

/** What a call is about: the tool, and the first text that it was given. */
export function callTitle(title: string, args: unknown): string {
  const given = Object.values(typeof args === 'object' && args !== null ? args : {});
  const text = given.find((value) => typeof value === 'string' && value !== '' && !value.startsWith('data:'));
  return text === undefined ? title : `${title}: ${(text as string).slice(0, LONGEST).toWellFormed()}`;
}
