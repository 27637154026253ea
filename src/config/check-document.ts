import type { Fault } from '../contracts/fault.js';
import { step } from '../schema/wording.js';
import { maskSecrets } from './mask-secrets.js';
import { publishedSchema } from './published-schema.js';
import { surelyFits } from './surely-fits.js';

const UNKNOWN = /^unknown property ("(?:[^"\\]|\\.)*") in (.+?)(?=; did you mean|; known: |$)/;

/**
 * Every fault of a config document.
 *
 * @param referred places whose value came by reference: it is not shown.
 */
export async function checkDocument(
  document: unknown,
  file: string,
  referred: ReadonlySet<string>,
): Promise<Fault[]> {
  if (surelyFits(document, publishedSchema())) return [];
  const { compileSchema } = await import('../schema/compile-schema.js');
  const check = await compileSchema(publishedSchema());
  return check(document).map((problem) => {
    const where = placeOf(problem);
    const message = referred.has(where)
      ? problem.replace(/ \(it is .*\)$/s, ' (it comes by reference)')
      : maskSecrets(problem);
    return {
      code: 'CONFIG_INVALID',
      message: punctuated(message),
      hint: `Correct it in ${file}.`,
      ...(where !== '' && { where: maskSecrets(where) }),
    };
  });
}

/** The place that a problem begins with, or that the unknown property has. */
function placeOf(problem: string): string {
  const unknown = UNKNOWN.exec(problem);
  const place = unknown?.[2] ?? /^(?:\[[^\]]*\]|[^\s[])+/.exec(problem)?.[0] ?? '';
  if (unknown) return step(place === 'input' ? '' : place, JSON.parse(unknown[1]!));
  return place === 'input' || place === 'and' ? '' : place;
}

const punctuated = (problem: string) =>
  problem
    .replace(/^input(?= )/, 'the config')
    .replace(/^(unknown property ".*" in) input(?=;|$)/, '$1 the config')
    .replace(/^(?:unknown|the|and)/, (word) => word[0]!.toUpperCase() + word.slice(1))
    .replace(/[^.?]$/, '$&.');
