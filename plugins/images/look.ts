import { IsOptional, IsString, Length } from 'class-validator';
import type { ToolCall } from 'openai-mcp-host/plugin';

const MOST = 1000;

/** How a picture is to look, in parts. */
export class Look {
  /** `vivid`, `natural`, or any other words. */
  @IsOptional()
  @IsString()
  @Length(1, MOST)
  look?: string;

  @IsOptional()
  @IsString()
  @Length(1, MOST)
  palette?: string;

  @IsOptional()
  @IsString()
  @Length(1, MOST)
  composition?: string;
}

/** The two that DALL-E 3 had a parameter for, in the words that OpenAI described them with. */
const STYLES: Record<string, string> = {
  vivid: 'vivid, dramatic, hyper-real, with strong colours',
  natural: 'natural, realistic, unembellished',
};

export const partsOf = (style: string | Look | undefined): Look =>
  typeof style === 'string' ? { look: style } : (style ?? {});

/** The prompt with the look in words, since image models have no parameter for it. */
export function promptWith(prompt: string, { look, palette, composition }: Look, call: ToolCall): string {
  const lines = [
    look && `Style: ${STYLES[look] ?? look}.`,
    palette && `Palette: ${palette}.`,
    composition && `Composition: ${composition}.`,
  ].filter(Boolean);
  if (lines.length === 0) return prompt;
  call.note(`The model has no parameter for it; put into the prompt: ${lines.join(' ')}`);
  return `${prompt}\n\n${lines.join('\n')}`;
}
