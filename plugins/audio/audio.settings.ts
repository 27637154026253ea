import { IsInt, IsNotEmpty, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class AudioSettings {
  @Describe('Transcription model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-transcribe';

  @Describe('Text model that translates, where `defaults.model` names none.')
  @IsString()
  @IsNotEmpty()
  textModel = 'gpt-6.2-sol';

  @Describe('Speech model where a call names none.')
  @IsString()
  @IsNotEmpty()
  speechModel = 'gpt-4o-mini-tts';

  @Describe('Voice where a call names none.')
  @IsString()
  @IsNotEmpty()
  voice = 'marin';

  @Describe('How many parts of a long recording or text are under way at once.')
  @IsInt()
  @Min(1)
  @Max(8)
  partsAtOnce = 3;
}
