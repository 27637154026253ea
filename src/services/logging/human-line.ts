// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escaped = (text: string) =>
  text.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

interface Line {
  time: string;
  level: string;
  plugin: string;
  msg: string;
  facts?: Record<string, unknown>;
}

/** One JSON line of pino as a line for people: `16:05:07 WARN  text: message  model=gpt-5.6`. */
export function humanLine(json: string): string {
  const { time, level, plugin, msg, facts = {} } = JSON.parse(json) as Line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const said = Object.entries(facts).map(
    ([name, value]) => `  ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${escaped(`${clock} ${level.toUpperCase().padEnd(5)} ${plugin}: ${msg}${said.join('')}`)}\n`;
}
