/**
 * How many bits of a row are other than those sought. Eight words at a time are added up bit by bit, as Harley and Seal do it, so that the
 * bits of one word are counted in the place of eight.
 */
export function differingBits(rows: Uint32Array, from: number, sought: Uint32Array): number {
  const words = sought.length;
  let ones = 0;
  let twos = 0;
  let fours = 0;
  let eights = 0;
  let word = 0;
  let place = from;
  for (; word + 8 <= words; word += 8, place += 8) {
    const a = rows[place]! ^ sought[word]!;
    const b = rows[place + 1]! ^ sought[word + 1]!;
    const c = rows[place + 2]! ^ sought[word + 2]!;
    const d = rows[place + 3]! ^ sought[word + 3]!;
    const e = rows[place + 4]! ^ sought[word + 4]!;
    const f = rows[place + 5]! ^ sought[word + 5]!;
    const g = rows[place + 6]! ^ sought[word + 6]!;
    const h = rows[place + 7]! ^ sought[word + 7]!;
    let odd = ones ^ a;
    let pair = (ones & a) | (odd & b);
    ones = odd ^ b;
    odd = ones ^ c;
    let otherPair = (ones & c) | (odd & d);
    ones = odd ^ d;
    odd = twos ^ pair;
    const four = (twos & pair) | (odd & otherPair);
    twos = odd ^ otherPair;
    odd = ones ^ e;
    pair = (ones & e) | (odd & f);
    ones = odd ^ f;
    odd = ones ^ g;
    otherPair = (ones & g) | (odd & h);
    ones = odd ^ h;
    odd = twos ^ pair;
    const otherFour = (twos & pair) | (odd & otherPair);
    twos = odd ^ otherPair;
    odd = fours ^ four;
    eights += bitsIn((fours & four) | (odd & otherFour));
    fours = odd ^ otherFour;
  }
  let count = 8 * eights + 4 * bitsIn(fours) + 2 * bitsIn(twos) + bitsIn(ones);
  for (; word < words; word++, place++) count += bitsIn(rows[place]! ^ sought[word]!);
  return count;
}

function bitsIn(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
