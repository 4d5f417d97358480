/** Draws the overview strip, and says which passages are in view. */
import { area, curveBumpX } from 'd3-shape';
import { html, svg, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Ribbon, Strip } from '../../views/pairedReading/strip';
import { fill } from '../kit/page';
import { strings } from './words';

/** Where things stand across, in pixels. */
export const stripWidth = 84;
const column = 9;
const edge = 4;
const from = edge + column + 2;
const to = stripWidth - edge - column - 2;

type Edge = readonly [x: number, top: number, bottom: number];

const shape = area<Edge>()
  .x(([x]) => x)
  .y0(([, top]) => top)
  .y1(([, , bottom]) => bottom)
  .curve(curveBumpX);
const spine = area<Edge>()
  .x(([x]) => x)
  .y0(([, top, bottom]) => (top + bottom) / 2)
  .y1(([, top, bottom]) => (top + bottom) / 2)
  .curve(curveBumpX);

export interface StripState {
  readonly height: number;
  /** Passages in view, as `side/number`. */
  readonly inView: ReadonlySet<string>;
  readonly currentLink: string | null;
}

/** Not reached by keyboard: rows and filters lead to the same places. */
export function stripView(strip: Strip, { height, inView, currentLink }: StripState): TemplateResult {
  const sees = (side: 'left' | 'right', end: Ribbon['left']): boolean =>
    end.passages.some((passage) => inView.has(`${side}/${passage}`));
  const isNear = (ribbon: Ribbon): boolean => sees('left', ribbon.left) || sees('right', ribbon.right);
  // What is in view lies on top.
  const level = (ribbon: Ribbon): number => (ribbon.link === currentLink ? 2 : isNear(ribbon) ? 1 : 0);
  const ribbons = strip.ribbons.toSorted((a, b) => level(a) - level(b));
  return html`<svg
    class="strip"
    viewBox="0 0 ${stripWidth} ${height}"
    width=${stripWidth}
    height=${height}
    role="img"
    aria-label=${fill(strings.strip, strip.ribbons.length)}
  >
    ${repeat(
      ribbons,
      ({ link }) => link,
      (ribbon) => {
        const edges: Edge[] = [
          [from, ribbon.left.top, ribbon.left.bottom],
          [to, ribbon.right.top, ribbon.right.bottom],
        ];
        const state = ['', ' near', ' near current'][level(ribbon)] ?? '';
        return svg`<g class="ribbon ${ribbon.relation}${state}" data-link=${ribbon.link}>
          <path class="band" d=${shape(edges) ?? ''}></path>
          <path class="spine" d=${spine(edges) ?? ''}></path>
        </g>`;
      },
    )}
    ${strip.blocks.map(({ side, passage, top, height: own, isSilent }) => {
      const x = side === 'left' ? edge : stripWidth - edge - column;
      const state = `${inView.has(`${side}/${passage}`) ? ' near' : ''}${isSilent ? ' silent' : ''}`;
      return svg`<g class="block${state}" data-side=${side} data-passage=${passage}>
        <rect x=${x} y=${top} width=${column} height=${Math.max(1, own)}></rect>
        ${
          isSilent
            ? svg`<rect class="hollow" x=${x + 2.5} y=${top + 2} width=${column - 5} height=${Math.max(1, own - 4)}></rect>`
            : ''
        }
      </g>`;
    })}
  </svg>`;
}
