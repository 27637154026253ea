import { IsArray } from 'class-validator';
import { Service, type StoredFile, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import type { DrawnPicture } from './drawn-pictures.js';
import { Previews } from './previews.js';
import { SavedPictures } from './saved-pictures.js';

/** What every tool of this plugin returns. `file` of a picture is what edit-image takes to go on from it. */
export class Pictures {
  @IsArray()
  images!: { file?: string; size?: string; revised_prompt?: string }[];
}

/** Turns drawn pictures into a result: the originals as files and links, and something to look at. */
@Service()
export class PictureResults {
  constructor(
    private readonly saved: SavedPictures,
    private readonly previews: Previews,
  ) {}

  /** @param title what they show, in words: the names of their files. */
  async of(title: string, drawn: readonly DrawnPicture[], call: ToolCall): Promise<ToolResult<Pictures>> {
    const files = await this.saved.save(title.slice(0, 80), drawn, call);
    const images = drawn.map(({ size, revisedPrompt }, index) => {
      const file = files[index]?.uri;
      return {
        ...(file && { file }),
        ...(size && { size }),
        ...(revisedPrompt && { revised_prompt: revisedPrompt }),
      };
    });
    const result = new ToolResult<Pictures>({ images }, images.map(lineOf).join('\n'));
    for (const [index, picture] of drawn.entries())
      await this.show(picture, files[index], drawn.length, result);
    for (const file of files) if (file) result.file(file);
    return result;
  }

  /** One that could not be saved is nowhere else: it is shown in full, however large. */
  private async show(picture: DrawnPicture, file: StoredFile | undefined, count: number, result: ToolResult) {
    const { data, mimeType } = picture;
    if (file === undefined) return result.image({ data, mimeType });
    const shown = await this.previews.of({ data, mimeType }, count);
    return shown && result.image({ ...shown, file });
  }
}

const lineOf = ({ file = 'Not saved.', size, revised_prompt: revised }: Pictures['images'][number]): string =>
  [size ? `${file} (${size})` : file, revised && `Drawn from: ${revised}`].filter(Boolean).join('\n');
