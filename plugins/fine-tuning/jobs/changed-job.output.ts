import { IsString } from 'class-validator';

export class ChangedJobOutput {
  @IsString()
  id!: string;

  @IsString()
  status!: string;
}
