import { ToolError } from 'openai-mcp-host/plugin';
import type { PictureOptions } from './drawing.js';

/** Refuses what no image model takes together, before anything is sent. */
export function refuseConflicts(options: Omit<PictureOptions, 'partial_images'>): void {
  const { n, background, output_format: format, output_compression: compression } = options;
  if (background === 'transparent' && format === 'jpeg')
    throw conflict('A JPEG has no transparency.', 'Use output_format png or webp.');
  if (compression !== undefined && format !== 'webp' && format !== 'jpeg')
    throw conflict('Only webp and jpeg are compressed.', 'Set output_format to webp or jpeg.');
  if (format === 'svg' && n > 1) throw conflict('SVGs are drawn one at a time.', 'Leave n out.');
}

export const conflict = (message: string, hint: string): ToolError =>
  new ToolError('PARAMETERS_CONFLICT', message, hint);
