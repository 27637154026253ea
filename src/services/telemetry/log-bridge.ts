import { type Attributes, type Logger, SeverityNumber } from '@opentelemetry/api';
import type { LogLine } from '../logging/log-sink.js';
import { OWN } from './conventions.js';
import type { CurrentTrace } from './current-trace.js';

const SEVERITY: Record<LogLine['level'], SeverityNumber> = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
};
/** Facts whose words are ours. Others may be names of files, or what somebody said. */
const OUR_WORDS = ['code', 'model', 'endpoint', 'requestId', 'tool', 'job', 'limit', 'basis'];

/** Hands log lines on: the message, what it belongs to, and of its facts the figures and those in words of ours. */
export const logBridge =
  (logger: Logger, current: CurrentTrace) =>
  ({ level, plugin, message, facts, marks }: LogLine): void =>
    logger.emit({
      severityNumber: SEVERITY[level],
      severityText: level.toUpperCase(),
      body: message,
      attributes: { [OWN.PLUGIN]: plugin, ...marksOf(marks), ...safeFacts(facts) },
      context: current.context,
    });

/** The trace is in the record itself. */
function marksOf({ trace_id: _, span_id: __, ...marks }: LogLine['marks']): Attributes {
  const names: Record<string, string> = {
    call: OWN.CALL,
    client: OWN.CLIENT,
    session: 'mcp.session.id',
    tool: 'gen_ai.tool.name',
  };
  return Object.fromEntries(Object.entries(marks).map(([mark, value]) => [names[mark] ?? mark, value]));
}

function safeFacts(facts: LogLine['facts']): Attributes {
  const safe: Attributes = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'number' || typeof value === 'boolean') safe[name] = value;
    else if (typeof value === 'string' && OUR_WORDS.includes(name)) safe[name] = value;
    else if (name === 'error') Object.assign(safe, errorOf(value));
  }
  return safe;
}

/** What it is called, and nothing of what it says. */
function errorOf(error: unknown): Attributes {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return {
    ...(typeof name === 'string' && { 'exception.type': name }),
    ...(typeof code === 'string' && { 'error.type': code }),
  };
}
