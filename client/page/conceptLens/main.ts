/** The page of the concept lens: sentences side by side, words, links, and what both sides quote. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ConceptLensView, LensPlaceView, LensSentenceView, LensWordView } from '../../../server/protocol';
import type { FromPage, ToPage } from '../../views/conceptLens/messages';
import type { Strings } from '../../views/conceptLens/strings';
import { keepingPlace } from '../kit/keepPlace';
import { Channel, fill, keepState, percent, readStrings } from '../kit/page';
import { relationSigns } from '../kit/relations';
import '../kit/kit.css';
import '../kit/document.css';
import './conceptLens.css';

const strings = readStrings() as Strings;
const channel = new Channel<ToPage, FromPage>();
const root = document.getElementById('view') ?? document.body;
const sides = ['left', 'right'] as const;

let lens: ConceptLensView | undefined;
let gone: string | undefined;
let isStale = false;

channel.listen((message) => {
  switch (message.type) {
    case 'lens':
      ({ lens } = message);
      gone = undefined;
      keepState(message.wanted);
      break;
    case 'gone':
      gone = message.message;
      break;
    case 'stale':
      ({ isStale } = message);
      break;
  }
  keepingPlace(root, () => {
    render(view(), root);
  });
});

function view(): TemplateResult {
  if (gone !== undefined) return html`<p class="state" role="status">${gone}</p>`;
  if (!lens) return html`<p class="state" role="status">${strings.loading}</p>`;
  const { concept } = lens;
  const others = concept.forms.filter((form) => form.toLowerCase() !== concept.label.toLowerCase());
  return html`<main>
    ${isStale ? html`<p class="state" role="status">${strings.stale}</p>` : nothing}
    <h1>${concept.label}</h1>
    ${others.length > 0 ? html`<p class="hint">${fill(strings.forms, others.join(', '))}</p>` : nothing}
    <section aria-labelledby="sentences">
      <h2 id="sentences">${strings.sentences}</h2>
      <div class="columns">${sides.map((side) => sentencesView(side, lens?.[side] ?? []))}</div>
    </section>
    ${wordsView(lens)} ${linksView(lens)} ${quotationsView(lens)}
  </main>`;
}

function labelOf(side: 'left' | 'right'): string {
  return lens?.labels[side] || strings[side];
}

function sentencesView(side: 'left' | 'right', sentences: readonly LensSentenceView[]): TemplateResult {
  return html`<section aria-labelledby="sentences-${side}">
    <h3 id="sentences-${side}">${fill(strings.sentencesOf, labelOf(side), sentences.length)}</h3>
    ${
      sentences.length === 0
        ? html`<p class="hint">${strings.none}</p>`
        : html`<ol>
            ${repeat(
              sentences,
              // The same sentence may stand twice.
              (sentence, i) => keyOfSentence(sentences, sentence, i),
              (sentence, i) =>
                html`<li data-key="${side} ${keyOfSentence(sentences, sentence, i)}">
                  <blockquote>${marked(sentence)}</blockquote>
                  ${placeView(sentence.place)}
                </li>`,
            )}
          </ol>`
    }
  </section>`;
}

/** Lasts while the sentence does, wherever an edit pushes it. */
function keyOfSentence(sentences: readonly LensSentenceView[], { place, text }: LensSentenceView, at: number): string {
  const before = sentences.slice(0, at).filter((each) => each.text === text && each.place.uri === place.uri);
  return `${place.uri} ${before.length} ${text}`;
}

function marked({ text, marks }: LensSentenceView): (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = [];
  let from = 0;
  for (const { start, end } of marks) {
    parts.push(text.slice(from, start), html`<strong class="concept">${text.slice(start, end)}</strong>`);
    from = end;
  }
  return [...parts, text.slice(from)];
}

function placeView(place: LensPlaceView): TemplateResult {
  return html`<button
    type="button"
    class="place"
    @click=${() => {
      channel.post({ type: 'openPlace', place });
    }}
  >
    <cite>${place.title}</cite>, ${fill(strings.line, place.range.start.line + 1)}
  </button>`;
}

function wordsView({ words }: ConceptLensView): TemplateResult {
  return html`<section aria-labelledby="words">
    <h2 id="words">${strings.words}</h2>
    <p class="hint">${strings.wordsHint}</p>
    <div class="columns three">
      ${wordTable('only-left', fill(strings.onlyOn, labelOf('left')), words.left)}
      ${wordTable('both', strings.onBoth, words.both)}
      ${wordTable('only-right', fill(strings.onlyOn, labelOf('right')), words.right)}
    </div>
  </section>`;
}

function wordTable(id: string, name: string, words: readonly LensWordView[]): TemplateResult {
  return html`<section aria-labelledby=${id}>
    <h3 id=${id}>${name}</h3>
    ${
      words.length === 0
        ? html`<p class="hint">${strings.noWords}</p>`
        : html`<table aria-labelledby=${id}>
            <thead>
              <tr>
                <th scope="col">${strings.word}</th>
                <th scope="col" class="number">${labelOf('left')}</th>
                <th scope="col" class="number">${labelOf('right')}</th>
                <th scope="col" class="number">${strings.weight}</th>
              </tr>
            </thead>
            <tbody>
              ${words.map(
                ({ word, left, right, z }) =>
                  html`<tr>
                    <th scope="row">${word}</th>
                    <td class="number">${left}</td>
                    <td class="number">${right}</td>
                    <td class="number">${z > 0 ? '◧' : '◨'} ${Math.abs(z).toFixed(1)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

function linksView({ links }: ConceptLensView): TemplateResult | typeof nothing {
  if (links.length === 0) return nothing;
  return html`<section aria-labelledby="links">
    <h2 id="links">${strings.links} (${links.length})</h2>
    <table class="links" aria-labelledby="links">
      <thead>
        <tr>
          <th scope="col">${strings.relation}</th>
          <th scope="col">${labelOf('left')}</th>
          <th scope="col">${labelOf('right')}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          links,
          ({ pair, id }) => `${pair} ${id}`,
          ({ pair, id, relation, topic, confidence, theme, isOnBothSides, left, right }) =>
            html`<tr data-key="link ${id}">
              <th scope="row">
                <button
                  type="button"
                  class="place ${relation}"
                  @click=${() => {
                    channel.post({ type: 'openLink', pair, link: id });
                  }}
                >
                  <span aria-hidden="true">${relationSigns[relation]}</span> ${strings[relation]}
                </button>
                <p class="hint">
                  ${topic === null ? nothing : html`${topic} · `}${theme} ·
                  ${fill(strings.confidenceOf, percent(confidence))}${
                    isOnBothSides ? html` · ${strings.bothNameIt}` : nothing
                  }
                </p>
              </th>
              <td><blockquote>${left}</blockquote></td>
              <td><blockquote>${right}</blockquote></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function quotationsView({ quotations }: ConceptLensView): TemplateResult | typeof nothing {
  if (quotations.length === 0) return nothing;
  return html`<section aria-labelledby="quotations">
    <h2 id="quotations">${strings.quotations} (${quotations.length})</h2>
    <p class="hint">${strings.quotationsHint}</p>
    <table class="links" aria-labelledby="quotations">
      <thead>
        <tr>
          <th scope="col">${labelOf('left')}</th>
          <th scope="col">${strings.compared}</th>
          <th scope="col">${labelOf('right')}</th>
        </tr>
      </thead>
      <tbody>
        ${quotations.map(
          ({ kind, left, right, parts }) =>
            html`<tr data-key="quotation ${left.text} ${right.text}">
              <td>
                <blockquote>${left.text}</blockquote>
                ${placeView(left.place)}
              </td>
              <td>
                <p class="hint">${kind === 'words' ? strings.sameWords : strings.sameSource}</p>
                <p class="compared">
                  ${parts.map((part) =>
                    part.in === 'both'
                      ? part.text
                      : part.in === 'left'
                        ? html`<del title=${strings.leftOnly}>${part.text}</del>`
                        : html`<ins title=${strings.rightOnly}>${part.text}</ins>`,
                  )}
                </p>
              </td>
              <td>
                <blockquote>${right.text}</blockquote>
                ${placeView(right.place)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
