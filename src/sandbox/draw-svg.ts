import { hashText, numbersFrom } from './hash-text.js';

/** A sun over hills, as an SVG; the same prompt gives the same drawing. */
export const drawSvg = (prompt: string, width: number, height: number): string => {
  const next = numbersFrom(hashText(prompt, 0));
  const hue = Math.round(next() * 360);
  const hill = (level: number, light: number) => {
    const crest = height * level;
    const wave = height * (0.05 + next() * 0.1);
    const path = `M0 ${crest} Q${width * 0.25} ${crest - wave} ${width * 0.5} ${crest} T${width} ${crest} V${height} H0Z`;
    return `<path d="${path}" fill="hsl(${(hue + 150) % 360} 40% ${light}%)"/>`;
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" fill="hsl(${hue} 60% 80%)"/>`,
    `<circle cx="${width * (0.2 + next() * 0.6)}" cy="${height * 0.28}" r="${Math.min(width, height) * 0.09}" fill="#fff4c2"/>`,
    hill(0.6, 55),
    hill(0.72, 42),
    hill(0.84, 28),
    '</svg>',
  ].join('\n');
};
