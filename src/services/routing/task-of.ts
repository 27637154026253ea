import type { RoutingSection } from '../../config/sections/routing-section.js';
import { type Route, TASKS, type Task } from '../../contracts/route.js';
import { fitsPattern } from '../name-pattern.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { AIMS } from './aims.js';
import { askedText } from './asked-text.js';
import { difficultyOf } from './difficulty.js';

export type JudgedTask = Pick<Route, 'task' | 'by' | 'score' | 'reason'>;

/** What a request asks of a model: as the config says, else the plugin, else its prompt. */
export function taskOf(
  request: Pick<OutgoingRequest, 'body' | 'call'>,
  declared: Task | undefined,
  routing: Readonly<RoutingSection>,
): JudgedTask {
  const tool = request.call?.tool ?? null;
  const configured = matching(routing.tools, tool);
  if (configured !== undefined)
    return { task: configured, by: 'config', reason: `${configured}: routing.tools says so of ${tool}.` };
  if (declared !== undefined)
    return { task: declared, by: 'plugin', reason: `${declared}: the tool says so.` };
  return raised(judged(request, routing.aim), matching(routing.floors, tool));
}

function judged({ body }: Pick<OutgoingRequest, 'body'>, aim: RoutingSection['aim']): JudgedTask {
  const prompt = askedText(body.json ?? {});
  if (aim === 'none' || prompt === '')
    return { task: 'standard', by: 'prompt', reason: 'standard: nothing says how hard it is.' };
  const score = Math.round(difficultyOf(prompt) * 100) / 100;
  const [standard, hard] = AIMS[aim];
  const task = score >= hard ? 'hard' : score >= standard ? 'standard' : 'draft';
  return { task, by: 'prompt', score, reason: `${task}: its prompt looks so (${score} points).` };
}

function raised(judgement: JudgedTask, floor: Task | undefined): JudgedTask {
  if (floor === undefined || TASKS.indexOf(judgement.task) >= TASKS.indexOf(floor)) return judgement;
  return { ...judgement, task: floor, by: 'config', reason: `${floor}: routing.floors allows no less.` };
}

const matching = (tasks: Readonly<Record<string, Task>>, tool: string | null): Task | undefined =>
  Object.entries(tasks).find(([pattern]) => fitsPattern(tool, pattern))?.[1];
