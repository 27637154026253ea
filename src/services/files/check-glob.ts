import { ToolError } from '../../plugin-api/tool-error.js';

/** As many patterns as braces may stand for. */
const MOST_ALTERNATIVES = 64;
/** More `*` in one part of a path take minutes over a single long name. */
const MOST_STARS = 3;

/**
 * A glob comes from a model, or from whoever talks to it, and is tried on every name: it may not be one that takes minutes.
 *
 * @throws ToolError `INPUT_INVALID`.
 */
export function checkGlob(glob: string): void {
  if (/[?*+@!]\(/.test(glob)) throw refused('has (…), which is not known here');
  if (/\{[^{},]*\.\.[^{},]*\}/.test(glob)) throw refused('has a range in braces');
  if (alternativesOf(glob) > MOST_ALTERNATIVES)
    throw refused(`stands for more than ${MOST_ALTERNATIVES} patterns`);
  if (glob.split('/').some((part) => part.split(/\*+/).length - 1 > MOST_STARS))
    throw refused(`has more than ${MOST_STARS} stars between two slashes`);
}

/** No fewer than there are. */
const alternativesOf = (glob: string): number =>
  glob.split('{').reduce((product, braces, at) => (at === 0 ? 1 : product * braces.split(',').length), 1);

const refused = (why: string): ToolError =>
  new ToolError(
    'INPUT_INVALID',
    `The glob ${why}.`,
    'Use a simpler one, such as docs/**/*.{md,txt}, or several.',
  );
