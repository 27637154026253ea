import type { Answer } from './answers.js';
import { startFakeOpenAI } from './fake-openai.js';
import { refused } from './openai-bodies.js';
import type { RecordedRequest } from './recorded-request.js';
import type { Reply } from './reply.js';

const SECRET_HEADERS = ['authorization', 'api-key'];
const REPLY_KEYS = [
  ...['status', 'headers', 'json', 'text', 'bytes', 'sse', 'gapMs', 'hang'],
  ...['resetAfterBytes', 'cutAfterEvents'],
];

interface Planned {
  /** As the test wrote it: `/responses`, `GET /models`, `/files/*`. */
  where: string;
  answer: Answer;
  often: boolean;
  used: boolean;
}

/**
 * OpenAI as the test scripts it, behind a {@link TestHost}: the host takes it for the API at the configured address.
 *
 * A path is what comes after the base URL, such as `/responses`; `*` stands for any part of it, and a method may stand
 * before it: `GET /files/*`.
 */
export class ScriptedOpenAI {
  /** What was asked so far, in the order of arrival. */
  readonly requests: RecordedRequest[] = [];
  private readonly planned: Planned[] = [];
  private readonly unscripted: string[] = [];

  private constructor(
    /** Where it listens. */
    readonly address: string,
    private readonly shutdown: () => Promise<void>,
  ) {}

  static async start(): Promise<ScriptedOpenAI> {
    const fake = await startFakeOpenAI((request) => scripted.answer(request));
    const scripted = new ScriptedOpenAI(new URL(fake.baseURL).origin, () => fake.stop());
    return scripted;
  }

  /**
   * Answers the next requests for a path, one answer each, in this order.
   *
   * @throws TypeError for an answer that is none: a body of your own is `answers.json(body)`.
   */
  reply(path: string, ...replies: Answer[]): this {
    for (const answer of replies) this.plan(path, answer, false);
    return this;
  }

  /** Answers every request for a path that no {@link reply} is left for. It may also stay unused. */
  always(path: string, answer: Answer): this {
    this.plan(path, answer, true);
    return this;
  }

  /** What the script and the requests disagree about, told once: requests without a reply, replies without a request. */
  problems(): string[] {
    const unused = this.planned.filter(({ used, often }) => !used && !often);
    for (const each of unused) each.used = true;
    return [
      ...this.takeUnscripted(),
      ...unused.map(({ where }) => `The reply scripted for ${where} was never asked for.`),
    ];
  }

  /** @throws Error that names the {@link problems}. */
  verify(): void {
    const problems = this.problems();
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  /** @throws Error that names the requests without a reply since it was last asked. */
  throwUnscripted(): void {
    const problems = this.takeUnscripted();
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  /** Closes the address. The test host does it by itself. */
  stop(): Promise<void> {
    return this.shutdown();
  }

  private plan(where: string, answer: Answer, often: boolean): void {
    refuseOddAnswer(answer);
    this.planned.push({ where, answer, often, used: false });
  }

  private async answer(request: RecordedRequest): Promise<Reply> {
    for (const name of SECRET_HEADERS) delete request.headers[name];
    this.requests.push(request);
    const fitting = this.planned.filter(({ where }) => matches(where, request));
    const planned = fitting.find(({ used, often }) => !used && !often) ?? fitting.find(({ often }) => often);
    if (planned !== undefined) {
      planned.used = true;
      return typeof planned.answer === 'function' ? planned.answer(request) : planned.answer;
    }
    const [path = ''] = request.path.split('?');
    const said = `${request.method} ${path} has no scripted reply left.`;
    this.unscripted.push(`${said} Script one: host.openai.reply('${path}', answers.text('…')).`);
    return refused(400, 'request_unscripted', said, { 'x-should-retry': 'false' });
  }

  private takeUnscripted(): string[] {
    return [...new Set(this.unscripted.splice(0))];
  }
}

function matches(where: string, { method, path }: RecordedRequest): boolean {
  const [wanted = '', onlyMethod] = where.split(' ').reverse();
  const literal = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('.*')}$`);
  return (onlyMethod === undefined || onlyMethod === method) && pattern.test(path.split('?')[0] ?? '');
}

function refuseOddAnswer(answer: Answer): void {
  if (typeof answer === 'function') return;
  const odd = Object.keys(answer).find((key) => !REPLY_KEYS.includes(key));
  if (odd === undefined) return;
  throw new TypeError(`A reply has no \`${odd}\`. For a body of your own, write answers.json({ … }).`);
}
