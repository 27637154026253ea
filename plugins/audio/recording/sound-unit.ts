/** The smallest piece of a recording that a cut can fall between: a frame, a packet, a tenth of a second of samples. */
export interface SoundUnit {
  bytes: number;
  seconds: number;
  /** How much sounds in it, by any measure that units of one recording share: cuts fall where that is least. */
  loudness: number | (() => Promise<number>);
}

export interface PartLimits {
  maxBytes: number;
  maxSeconds: number;
}
