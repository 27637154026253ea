import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

const ANCHORS = [
  'center',
  'top',
  'bottom',
  'left',
  'right',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
] as const;

const MOST = 3840;

/** How a canvas grows: by pixels of the picture at each side, or to a size, in which the picture stands at the anchor. */
export class Expansion {
  @IsInt()
  @Min(0)
  @Max(MOST)
  left = 0;

  @IsInt()
  @Min(0)
  @Max(MOST)
  right = 0;

  @IsInt()
  @Min(0)
  @Max(MOST)
  top = 0;

  @IsInt()
  @Min(0)
  @Max(MOST)
  bottom = 0;

  @IsOptional()
  @Matches(/^\d{2,4}x\d{2,4}$/)
  size?: string;

  @IsOptional()
  @IsIn(ANCHORS)
  anchor?: (typeof ANCHORS)[number];
}
