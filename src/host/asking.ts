import type { Shape } from '../plugin-api/json-schema.js';
import type {
  Asked,
  ClientCapability,
  Confirmation,
  Root,
  Sample,
  SampleOptions,
} from '../plugin-api/tool-call.js';
import { type Question, QuestionsAsked, type Reply, type Respondent } from './question.js';

/** What a question has come to: an answer, or that it must be put first. */
type Outcome<Given> = { given: Given } | { question: Question };

/** The form of a yes or no. */
export const GO_ON = {
  type: 'object',
  properties: { ok: { type: 'boolean', title: 'Go on?', default: true } },
};

/** The questions of one call. */
export class Asking {
  private readonly looking: Promise<Outcome<unknown>>[] = [];
  private readonly times = new Map<string, number>();

  constructor(private readonly respondent: Respondent | undefined) {}

  async confirm(message: string): Promise<Confirmation> {
    if (!this.can('elicitation')) return 'unavailable';
    const question = this.counted({ capability: 'elicitation', name: 'confirm', message, form: GO_ON });
    return this.settle<Confirmation>(async () => {
      const reply = this.replyTo(question);
      if (reply === undefined) return { question };
      return { given: isAgreement(reply) ? 'accepted' : 'declined' };
    });
  }

  async ask<Fields extends object>(
    message: string,
    shape: Shape<Fields>,
  ): Promise<Asked<{ fields: Fields }>> {
    if (!this.can('elicitation')) return { answer: 'unavailable' };
    return this.settle<Asked<{ fields: Fields }>>(async () => {
      const { openForm } = await import('./open-form.js');
      const { name, schema: form, read } = await openForm(shape);
      const question = this.counted({ capability: 'elicitation', name, message, form });
      const reply = this.replyTo(question);
      if (reply?.action === 'decline') return { given: { answer: 'declined' } };
      if (reply?.action === 'cancel') return { given: { answer: 'cancelled' } };
      if (reply?.action !== 'accept') return { question };
      const filled = await read(contentOf(reply));
      if ('fields' in filled) return { given: { answer: 'accepted', ...filled } };
      return { question: { ...question, remark: filled.problems.join('\n') } };
    });
  }

  async sample(prompt: string, options: SampleOptions): Promise<Asked<Sample>> {
    if (!this.can('sampling')) return { answer: 'unavailable' };
    const question = this.counted({ capability: 'sampling', name: 'sample', prompt, ...options });
    return this.settle<Asked<Sample>>(async () => {
      const reply = this.replyTo(question);
      const text = textOf(reply?.content);
      if (text === undefined) return { question };
      return { given: { answer: 'accepted', text, model: String(reply?.model ?? 'unknown') } };
    });
  }

  async roots(): Promise<Asked<{ roots: readonly Root[] }>> {
    if (!this.can('roots')) return { answer: 'unavailable' };
    const question = this.counted({ capability: 'roots', name: 'roots' });
    return this.settle<Asked<{ roots: readonly Root[] }>>(async () => {
      const roots = this.replyTo(question)?.roots;
      return Array.isArray(roots)
        ? { given: { answer: 'accepted', roots: roots.filter(isRoot) } }
        : { question };
    });
  }

  private can(capability: ClientCapability): boolean {
    return this.respondent?.can(capability) ?? false;
  }

  /** What is asked again is another question, so that a tool that asks until it is content does not hear itself for ever. */
  private counted<Asked extends Question>(question: Asked): Asked {
    const key = JSON.stringify(question);
    const repeat = this.times.get(key) ?? 0;
    this.times.set(key, repeat + 1);
    return repeat === 0 ? question : { ...question, repeat };
  }

  private replyTo(question: Question): Reply | undefined {
    return this.respondent?.replyTo(question);
  }

  /** The answer; without one the call ends here, together with all that was asked at the same time. */
  private async settle<Given>(look: () => Promise<Outcome<Given>>): Promise<Given> {
    const looking = look();
    this.looking.push(looking);
    const outcome = await looking;
    if ('given' in outcome) return outcome.given;
    const outcomes = await Promise.allSettled(this.looking);
    const found = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    throw new QuestionsAsked(found.flatMap((each) => ('question' in each ? [each.question] : [])));
  }
}

/** Whether a reply to {@link GO_ON} is a yes. */
export const isAgreement = (reply: Reply): boolean =>
  reply.action === 'accept' && contentOf(reply).ok !== false;

const contentOf = ({ content }: Reply): Record<string, unknown> =>
  typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};

/** A model may say several things; pictures and sounds are left out. */
function textOf(content: unknown): string | undefined {
  const blocks = [content].flat() as ({ type?: unknown; text?: unknown } | null | undefined)[];
  if (blocks.some((block) => typeof block !== 'object' || block === null)) return undefined;
  return blocks.flatMap((block) => (typeof block?.text === 'string' ? [block.text] : [])).join('\n');
}

const isRoot = (root: unknown): root is Root =>
  typeof root === 'object' && root !== null && typeof Reflect.get(root, 'uri') === 'string';
