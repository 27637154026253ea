const SHORTEST = 20;
const LONGEST = 300;

/** What is wrong with the length of a description, or with its being the title once more; undefined: nothing. */
export function judgeDescription(of: string, description: unknown, title: unknown): string | undefined {
  const text = typeof description === 'string' ? description.trim() : '';
  if (text === '') return undefined;
  if (text.length > LONGEST) return `The description of ${of} has ${text.length} characters.`;
  if (text.length >= SHORTEST && text !== title) return undefined;
  return `The description of ${of} says little: "${description}".`;
}
