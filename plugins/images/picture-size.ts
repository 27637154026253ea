import { ToolError } from 'openai-mcp-host/plugin';

const STEP = 16;
const LONGEST_EDGE = 3840;
const MOST_PIXELS = 3840 * 2160;

/** Refuses a size that no image model of OpenAI's draws, with the nearest one that they do. */
export function checkSize(size: string | undefined): void {
  if (size === undefined || size === 'auto') return;
  const [width, height] = size.split('x').map(Number) as [number, number];
  const nearest = nearestSize(width, height);
  if (nearest === `${width}x${height}`) return;
  throw new ToolError(
    'SIZE_INVALID',
    `${size} can't be drawn: both edges must be multiples of ${STEP}, the shape between 1:3 and 3:1, the area at most 3840x2160.`,
    `Use ${nearest}, or auto.`,
  );
}

function nearestSize(width: number, height: number): string {
  const long = Math.max(width, height, STEP);
  const short = Math.max(Math.min(width, height), long / 3);
  const scale = Math.min(1, LONGEST_EDGE / long, Math.sqrt(MOST_PIXELS / (long * short)));
  const sized = (round: (steps: number) => number): [number, number] => {
    const longEdge = round((long * scale) / STEP) * STEP;
    return [longEdge, Math.max(round((short * scale) / STEP), Math.ceil(longEdge / 3 / STEP)) * STEP];
  };
  const rounded = sized(Math.round);
  const [longEdge, shortEdge] = rounded[0] * rounded[1] > MOST_PIXELS ? sized(Math.floor) : rounded;
  return width >= height ? `${longEdge}x${shortEdge}` : `${shortEdge}x${longEdge}`;
}
