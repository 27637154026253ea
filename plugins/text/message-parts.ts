import { Equals, IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';

const DETAILS = ['auto', 'low', 'high', 'original'] as const;

export class WordsPart {
  @Equals('text')
  type!: 'text';

  @IsString()
  text!: string;
}

class Picture {
  /** http(s) or data:image URL for OpenAI; anything else is opened here. */
  @IsString()
  @IsNotEmpty()
  url!: string;

  @IsOptional()
  @IsIn(DETAILS)
  detail?: (typeof DETAILS)[number];
}

export class ImagePart {
  @Equals('image_url')
  type!: 'image_url';

  @Nested(() => Picture)
  image_url!: Picture;
}

class Document {
  @IsOptional()
  @IsString()
  file_id?: string;

  @IsOptional()
  @IsString()
  filename?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  file_data?: string;

  @IsOptional()
  /** http(s) URL for OpenAI; anything else is opened here. */
  @IsString()
  @IsNotEmpty()
  file_url?: string;
}

export class DocumentPart {
  @Equals('file')
  type!: 'file';

  @Nested(() => Document)
  file!: Document;
}

class Sound {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  data?: string;

  @IsOptional()
  @IsIn(['wav', 'mp3'])
  format?: 'wav' | 'mp3';

  /** In the place of both: what is opened here. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  url?: string;
}

export class SoundPart {
  @Equals('input_audio')
  type!: 'input_audio';

  @Nested(() => Sound)
  input_audio!: Sound;
}

export type ContentPart = WordsPart | ImagePart | DocumentPart | SoundPart;
