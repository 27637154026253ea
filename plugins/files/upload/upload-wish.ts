import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';
import { PURPOSES, type Purpose } from './upload-limits.js';

class ExpiresAfter {
  @IsIn(['created_at'])
  anchor!: 'created_at';

  @IsInt()
  @Min(3600)
  @Max(2_592_000)
  seconds!: number;
}

/** What upload-file takes, exactly. */
export class UploadWish {
  @IsString()
  @Length(1)
  file!: string;

  @IsIn(PURPOSES)
  purpose: Purpose = 'user_data';

  @IsOptional()
  @IsString()
  @Length(1, 255)
  filename?: string;

  @IsOptional()
  @Nested(() => ExpiresAfter)
  expires_after?: ExpiresAfter;
}
