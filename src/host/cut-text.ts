/** The beginning of a text, at most so long; never half of a surrogate pair, which strict readers of JSON refuse. */
export const cutText = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
