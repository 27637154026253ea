/** As wide as a phone, where its text is then as large as any other. */
export const WIDTH = 400;
export const MARGIN = 16;
export const TITLE_HEIGHT = 46;
export const REMARK_HEIGHT = 17;

export const FONT =
  "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";
export const INK = '#1b2333';
export const FAINT_INK = '#5b6578';
export const GRID = '#e7eaf0';
// Told apart by people with any kind of colour blindness, after Okabe and Ito.
export const COLOURS = ['#2f6db5', '#ec9a35', '#21a07c', '#b65a9d', '#6cbbe8', '#d8c43a', '#a3abb9'];
