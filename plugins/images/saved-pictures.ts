import {
  Files,
  type Media,
  Service,
  type StoredFile,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';

/** Keeps pictures that are paid for: a disk that refuses them costs their files, not the pictures. */
@Service()
export class SavedPictures {
  constructor(private readonly files: Files) {}

  /** The file of each picture, in order; undefined, with a note, where it could not be saved. */
  async save(title: string, pictures: readonly Media[], call: ToolCall): Promise<(StoredFile | undefined)[]> {
    const attempts: PromiseSettledResult<StoredFile>[] = [];
    // One after the other, so that their names are numbered in their order.
    for (const picture of pictures)
      attempts.push(...(await Promise.allSettled([this.files.save(title, picture)])));
    const reasons = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const fault = reasons.find((reason) => !ToolError.is(reason));
    if (fault) throw fault;
    if (reasons.length > 0) {
      const { message, hint = '' } = reasons[0] as ToolError;
      call.note(`${reasons.length} of ${pictures.length} pictures could not be saved. ${message} ${hint}`);
    }
    return attempts.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  }
}
