/** Notes that readers wrote in the margin, with their answers. Their words are shown as they were typed. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PairedNoteView } from '../../../server/protocol';
import { strings } from './words';

export function marginNotes(notes: readonly PairedNoteView[]): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<ul class="margin-notes" aria-label=${strings.notes}>
    ${notes.map(
      ({ note }) =>
        html`<li class=${note.isResolved ? 'resolved' : ''} data-note=${note.id}>
          ${said(note.author, note.text, note.isResolved)}
          ${
            note.replies.length === 0
              ? nothing
              : html`<ul>
                  ${note.replies.map(({ author, text }) => html`<li>${said(author, text)}</li>`)}
                </ul>`
          }
        </li>`,
    )}
  </ul>`;
}

function said(author: string, text: string, isResolved = false): TemplateResult {
  return html`<p>
    <span aria-hidden="true">✎</span> <strong>${author}</strong>${isResolved ? ` (${strings.resolved})` : ''}:
    <span class="said">${text}</span>
  </p>`;
}
