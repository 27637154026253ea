import { ToolError } from 'openai-mcp-host/plugin';
import type { Expansion } from './expansion.js';
import { conflict } from './option-conflicts.js';
import {
  checkSize,
  LEAST_PIXELS,
  LONGEST_EDGE,
  LONGEST_SHAPE,
  MOST_PIXELS,
  type Size,
  STEP,
  sizeOf,
} from './picture-size.js';

/** A canvas that a model draws, and where on it the picture stands. */
export interface GrownCanvas extends Size {
  picture: Size & { left: number; top: number };
}

/**
 * Plans a canvas around a picture, of a size that OpenAI's models draw: where it would be too large or too small, picture
 * and margins are scaled alike.
 */
export function growCanvas(picture: Size, expansion: Expansion): GrownCanvas {
  const { size, anchor, left, right, top, bottom } = expansion;
  const margins = left + right + top + bottom;
  if (size !== undefined && margins > 0)
    throw conflict('expand has pixels for its sides and a size, too.', 'Give one of them.');
  if (size !== undefined) return toSize(picture, size, anchor ?? 'center');
  if (anchor !== undefined || margins === 0)
    throw conflict(
      'expand grows nothing.',
      'Give pixels for left, right, top or bottom, or a size with an anchor.',
    );
  return byMargins(picture, expansion);
}

function byMargins(picture: Size, { left, right, top, bottom }: Expansion): GrownCanvas {
  const whole = { width: picture.width + left + right, height: picture.height + top + bottom };
  refuseShape(whole);
  const scale = legalScale(whole);
  const canvas = legalSize({ width: whole.width * scale, height: whole.height * scale });
  const across = place(picture.width * scale, left, right, canvas.width);
  const down = place(picture.height * scale, top, bottom, canvas.height);
  return {
    ...canvas,
    picture: { width: across.length, height: down.length, left: across.start, top: down.start },
  };
}

/** What rounding adds goes to the margins; without any on this axis, the picture fills it. */
function place(length: number, before: number, after: number, canvas: number) {
  if (before === 0 && after === 0) return { start: 0, length: canvas };
  const fitting = Math.max(1, Math.min(Math.round(length), canvas - 1));
  return { start: Math.round(((canvas - fitting) * before) / (before + after)), length: fitting };
}

function toSize(picture: Size, text: string, anchor: string): GrownCanvas {
  checkSize(text);
  const canvas = sizeOf(text);
  const scale = Math.min(1, canvas.width / picture.width, canvas.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  if (width === canvas.width && height === canvas.height)
    throw conflict(`The picture fills ${text} already.`, 'Name a size of another shape, or a larger one.');
  const left = shareBefore(anchor, 'left', 'right') * (canvas.width - width);
  const top = shareBefore(anchor, 'top', 'bottom') * (canvas.height - height);
  return { ...canvas, picture: { width, height, left: Math.round(left), top: Math.round(top) } };
}

const shareBefore = (anchor: string, start: string, end: string): number =>
  anchor.includes(start) ? 0 : anchor.includes(end) ? 1 : 0.5;

function refuseShape({ width, height }: Size): void {
  if (Math.max(width, height) <= LONGEST_SHAPE * Math.min(width, height)) return;
  throw new ToolError(
    'SIZE_INVALID',
    `The grown picture would have ${width}x${height} pixels; models draw shapes between 1:3 and 3:1.`,
    'Grow it by less, or at its other sides too.',
  );
}

function legalScale({ width, height }: Size): number {
  const area = width * height;
  const most = Math.min(LONGEST_EDGE / Math.max(width, height), Math.sqrt(MOST_PIXELS / area));
  return Math.min(most, Math.max(1, Math.sqrt(LEAST_PIXELS / area)));
}

/** The next larger multiples; smaller ones where those would pass a limit. */
function legalSize({ width, height }: Size): Size {
  for (const round of [Math.ceil, Math.round, Math.floor]) {
    const size = { width: round(width / STEP) * STEP, height: round(height / STEP) * STEP };
    const long = Math.max(size.width, size.height);
    const isLegal = long <= Math.min(LONGEST_EDGE, LONGEST_SHAPE * Math.min(size.width, size.height));
    if (isLegal && size.width * size.height <= MOST_PIXELS) return size;
  }
  // A long strip: its short side takes one more step.
  const floor = (length: number) => Math.floor(length / STEP) * STEP;
  const isWide = width >= height;
  const long = floor(Math.max(width, height));
  const short = Math.ceil(long / LONGEST_SHAPE / STEP) * STEP;
  return isWide ? { width: long, height: short } : { width: short, height: long };
}
