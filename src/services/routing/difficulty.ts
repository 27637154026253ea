/** A prompt longer than this is judged by its beginning. */
const LONGEST = 8000;
/** Up to so many characters length says nothing. */
const SHORT = 100;

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

/**
 * How hard a prompt looks, in points: rules of thumb, which were measured and not fitted (docs/decisions/0020). Below 0.8
 * are small talk and short orders, above 2 proofs and long tasks with conditions. What is asked for may still be harder than it looks, and
 * words other than English say less.
 */
export function difficultyOf(prompt: string): number {
  const text = prompt.slice(0, LONGEST).toLowerCase();
  const length = 0.35 * Math.max(0, Math.log(Math.max(1, text.length) / SHORT));
  return SIGNS.reduce((sum, [pattern, points]) => sum + points * Math.log1p(countOf(text, pattern)), length);
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
