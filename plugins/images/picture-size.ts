import { ToolError } from 'openai-mcp-host/plugin';

/** What OpenAI's models draw that take any size: https://developers.openai.com/api/docs/guides/image-generation. */
export const STEP = 16;
export const LONGEST_EDGE = 3840;
export const MOST_PIXELS = 3840 * 2160;
export const LEAST_PIXELS = 655_360;
export const LONGEST_SHAPE = 3;

export interface Size {
  width: number;
  height: number;
}

export const sizeOf = (text: string): Size => {
  const [width, height] = text.split('x').map(Number) as [number, number];
  return { width, height };
};

/** Refuses a size that no image model of OpenAI's draws, with the nearest one that they do. */
export function checkSize(size: string | undefined): void {
  if (size === undefined || size === 'auto') return;
  const nearest = nearestSize(sizeOf(size));
  if (nearest === size) return;
  throw new ToolError(
    'SIZE_INVALID',
    `${size} can't be drawn: both edges must be multiples of ${STEP}, the shape between 1:3 and 3:1, the area from 655,360 to 8,294,400 pixels.`,
    `Use ${nearest}, or auto.`,
  );
}

function nearestSize({ width, height }: Size): string {
  const long = Math.max(width, height, STEP);
  const short = Math.max(Math.min(width, height), long / LONGEST_SHAPE);
  const area = long * short;
  const grown = Math.max(1, Math.sqrt(LEAST_PIXELS / area));
  const scale = Math.min(grown, LONGEST_EDGE / long, Math.sqrt(MOST_PIXELS / area));
  const sized = (round: (steps: number) => number): [number, number] => {
    const longEdge = round((long * scale) / STEP) * STEP;
    return [
      longEdge,
      Math.max(round((short * scale) / STEP), Math.ceil(longEdge / LONGEST_SHAPE / STEP)) * STEP,
    ];
  };
  const candidates = [sized(Math.round), sized(Math.floor), sized(Math.ceil)];
  const [longEdge, shortEdge] = candidates.find(
    ([one, other]) => one * other <= MOST_PIXELS && one * other >= LEAST_PIXELS,
  )!;
  return width >= height ? `${longEdge}x${shortEdge}` : `${shortEdge}x${longEdge}`;
}
