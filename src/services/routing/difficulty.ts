/** A prompt longer than this is judged by its beginning. */
const LONGEST = 8000;
/** Up to so many characters length says nothing. */
const SHORT = 100;
const LENGTH_POINTS = 0.35;

/** Words and marks that make an answer harder or easier; each counts with the logarithm of how often it stands there. */
const SIGNS: readonly [pattern: RegExp, points: number][] = [
  [/[.!?](?=\s|$)/g, 0.15],
  [/\d+([.,]\d+)*/g, 0.3],
  [/[=+*/^<>∑∫√≤≥%$]/g, 0.2],
  [
    /\b(prove|proof|derive|theorem|lemma|integral|polynomial|derivative|eigen\w*|converge\w*|probability|optimal|minimi[sz]e|maximi[sz]e|np-hard|asymptotic\w*)\b/g,
    0.6,
  ],
  [
    /\b(why|explain|compare|analy[sz]e|analysis|evaluate|critique|justify|argue|design|architect\w*|debug|refactor|implement|optimi[sz]e|algorithm|complexity|trade-?offs?|plan|strategy|diagnose|root cause|review|reason|step by step)\b/g,
    0.5,
  ],
  [
    /```|\b(def|function|class|import|return|select|void|code|program|python|javascript|typescript|java|rust|c\+\+|sql|regex|api|bug|stack trace|exception)\b|[{};]\s*$/gm,
    0.4,
  ],
  [/\b(not|except|never|without|only|exactly|must|at least|at most|no more than|neither|nor|but)\b/g, 0.2],
  [
    /\b(if|suppose|assume|given|let|unless|each|every|both|either|more than|less than|after|before|remaining|twice|half|how many|how much|then)\b/g,
    0.3,
  ],
  [
    /\b(translate|summari[sz]e|rewrite|rephrase|proofread|spell\w*|correct the|list|name|define|what is|who is|who was|when did|where is|capital of|hello|hi|thanks|format|extract|classify|convert|shorten|title)\b/g,
    -0.5,
  ],
];

const POINTS = [LENGTH_POINTS, ...SIGNS.map(([, points]) => points)];

/** How strongly each sign shows in a prompt, its length first. */
export function signsOf(prompt: string): number[] {
  const text = prompt.slice(0, LONGEST).toLowerCase();
  const length = Math.max(0, Math.log(Math.max(1, text.length) / SHORT));
  return [length, ...SIGNS.map(([pattern]) => Math.log1p(text.match(pattern)?.length ?? 0))];
}

/**
 * How hard a prompt looks, in points. Rules of thumb: they were measured, and held up better than weights fitted to data
 * (docs/decisions/0020). What is asked for may be harder than it looks, and words of other languages than English say less.
 */
export const difficultyOf = (prompt: string): number =>
  signsOf(prompt).reduce((sum, sign, index) => sum + sign * POINTS[index]!, 0);
