/** The note over a claim: the same facts and actions as the editor's hover. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type {
  NoteAction,
  PairedLinkView,
  PairedReadingView,
  PairedSilenceView,
  QuotePartView,
} from '../../../server/protocol';
import { claimText } from '../../views/pairedReading/filters';
import { fill, percent } from '../kit/page';
import { signs, strings } from './words';

type Side = 'left' | 'right';

export interface NoteContent {
  readonly side: Side;
  readonly links: readonly PairedLinkView[];
  readonly silences: readonly PairedSilenceView[];
}

/** `side` is that of the claim; what is quoted stands on the other. */
export function noteView(
  reading: PairedReadingView,
  { side, links, silences }: NoteContent,
  act: (action: NoteAction) => void,
  openClaim: (link: PairedLinkView) => void,
): TemplateResult {
  const other: Side = side === 'left' ? 'right' : 'left';
  return html`${links.map(
    (link) =>
      html`<section class="counterpart ${link.relation}">
        <p class="facts">
          <span class="sign" aria-hidden="true">${signs[link.relation]}</span>
          <strong>${strings[link.relation]}</strong>
          ${link.topic === null ? nothing : html`<span class="topic">${link.topic}</span>`}
          <span class="share">${fill(strings.confidenceOf, percent(link.confidence))}</span>
        </p>
        ${
          link.marked === null
            ? link[other].map((claim) => html`<blockquote>${claimText(reading, other, claim)}</blockquote>`)
            : link.marked[other].quotes.map((parts) => html`<blockquote>${parts.map(markedPart)}</blockquote>`)
        }
        <p class="signature">${signature(reading, other)}</p>
        ${link.why === null ? nothing : html`<p class="why">${link.why}</p>`}
        ${
          link.marked === null || link.marked[side].excerpts.length === 0
            ? nothing
            : html`<p class="here">
                ${strings.thisSide} ${link.marked[side].excerpts.map((parts) => html`<q>${parts.map(markedPart)}</q> `)}
              </p>`
        }
        ${link.evidence === '' ? nothing : html`<p class="evidence">${link.evidence}</p>`}
        <p class="by">${link.by}</p>
        <p class="actions">
          <button
            type="button"
            @click=${() => {
              openClaim(link);
            }}
          >
            ${strings.openClaim}
          </button>
          ${link.actions[side].filter(isElsewhere).map(
            (action) =>
              html`<button
                type="button"
                @click=${() => {
                  act(action);
                }}
              >
                ${action.label}
              </button>`,
          )}
        </p>
      </section>`,
  )}
  ${silences.map(
    ({ topic, why }) =>
      html`<section class="counterpart silence">
        <p class="facts">
          <span class="sign" aria-hidden="true">${signs.silence}</span>
          <strong>${fill(side === 'left' ? strings.neverNamesRight : strings.neverNamesLeft, topic)}</strong>
        </p>
        ${why === null ? nothing : html`<p class="why">${why}</p>`}
      </section>`,
  )}`;
}

/** Marked words are named again in the line of evidence, for those who hear the note. */
function markedPart({ text, mark }: QuotePartView): TemplateResult {
  return mark === null ? html`${text}` : html`<mark class=${mark}>${text}</mark>`;
}

/** The pair is open already: this is it. */
function isElsewhere({ command }: NoteAction): boolean {
  return command !== 'counterpoint.openPair';
}

/** “Title, Author (European-authored)”. */
export function signature(reading: PairedReadingView, side: Side): TemplateResult {
  const { title, label } = reading.pair[side];
  const authors = reading[side].authors.map((author) => `, ${author}`).join('');
  return html`— <cite>${title}</cite>${authors}${label === '' ? '' : ` (${label})`}`;
}
