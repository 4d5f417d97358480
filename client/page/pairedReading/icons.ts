/** Drawings of the bar's buttons, 16 × 16, in the colour of the text around them. */
import { html, type TemplateResult } from 'lit-html';

const paths = {
  up: 'M8 13V3.5M3.5 8 8 3.5 12.5 8',
  down: 'M8 3v9.5M3.5 8 8 12.5 12.5 8',
  divergenceUp: 'M3 7 8 2.5 13 7M3.5 10h9M3.5 13h9M10.5 8.5l-5 6',
  divergenceDown: 'M3 9l5 4.5L13 9M3.5 3h9M3.5 6h9M10.5 1.5l-5 6',
  open: 'M9.5 2.5h4v4M13.5 2.5 7.5 8.5M12 9.5v4H2.5V4h4',
  note: 'M3 3h10v7.5H8L5 13.2v-2.7H3zM5.5 6h5M5.5 8h3',
} as const;

export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${paths[name]}></path></svg>`;
}
