import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `files.store`: where the files that tools make are kept, if not in a folder. */
export class FileStoreSection {
  @Describe('What kind of store: s3, which MinIO, R2 and others speak too.')
  @IsIn(['s3'])
  kind = 's3' as const;

  @Describe('Address of the store, without the bucket: https://s3.eu-central-1.amazonaws.com.')
  @Matches(/^(?:https?:\/\/[^\s/?#]+\/?|\$\{.+\})$/)
  endpoint!: string;

  @Describe('The bucket, which must be there. It is addressed as the first part of the path.')
  @Matches(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/)
  bucket!: string;

  @Describe('Region that requests are signed for.')
  @Matches(/^[\w-]+$/)
  region = 'auto';

  @Describe('What the keys of all objects begin with, such as openai-mcp-host/.')
  @IsOptional()
  @Matches(/^[\w!.'()/-]*$/)
  prefix?: string;

  @Describe(`Access key id, by reference: \${env:S3_ACCESS_KEY}.`)
  @IsString()
  accessKey!: string;

  @Describe(`Secret key, by reference: \${env:S3_SECRET_KEY}.`)
  @IsString()
  secretKey!: string;
}
