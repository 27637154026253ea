/** A piece of a recording that OpenAI takes: a whole file by itself. */
export interface SoundPart {
  /** Read from the disk as it is sent, where its bytes stand in the recording as they are. */
  blob: Blob;
  /** By which OpenAI tells its format. */
  extension: string;
  /** Seconds of the recording before it. */
  start: number;
  /** Undefined where nobody can tell. */
  seconds: number | undefined;
}
