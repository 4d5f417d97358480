/** The page of the corpus overview: themes, sections face to face, concepts, each as a real table whose cells are buttons. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ConceptUseName, CorpusMatchView, CorpusOverviewView, OverviewThemeView } from '../../../server/protocol';
import type { FromPage, ToPage } from '../../views/corpusOverview/messages';
import type { Strings } from '../../views/corpusOverview/strings';
import { keepingPlace } from '../kit/keepPlace';
import { Channel, fill, keepState, percent, readStrings } from '../kit/page';
import { onRoveKey, rove } from '../kit/rove';
import { relationSigns } from '../kit/relations';
import '../kit/kit.css';
import '../kit/document.css';
import './corpusOverview.css';

const strings = readStrings() as Strings;
const channel = new Channel<ToPage, FromPage>();
const root = document.getElementById('view') ?? document.body;

const relations = ['convergence', 'divergence', 'undetermined'] as const;
const uses = ['contested', 'shared', 'left', 'right'] as const satisfies readonly ConceptUseName[];
const useSigns: Readonly<Record<ConceptUseName, string>> = { contested: '≠', shared: '⇄', left: '◧', right: '◨' };
/** So many concepts stand there before the reader asks for all. */
const firstConcepts = 40;

let overview: CorpusOverviewView | undefined;
let gone: string | undefined;
let isStale = false;
let use: ConceptUseName | null = null;
let sought = '';
let showsAll = false;

channel.listen((message) => {
  switch (message.type) {
    case 'overview':
      ({ overview } = message);
      gone = undefined;
      keepState({ corpus: overview.root });
      break;
    case 'gone':
      gone = message.message;
      break;
    case 'stale':
      ({ isStale } = message);
      break;
    case 'rasterize':
      rasterize(message.svg);
      return;
  }
  draw();
});
document.addEventListener('keydown', onRoveKey);

const takes = [
  { format: 'markdown', name: strings.copyMarkdown },
  { format: 'csv', name: strings.copyCsv },
  { format: 'svg', name: strings.saveSvg },
  { format: 'png', name: strings.savePng },
] as const;

/** Paints drawing instructions at twice their size, and sends the picture. */
function rasterize(svg: string): void {
  const image = new Image();
  image.addEventListener('load', () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2 * image.naturalWidth;
    canvas.height = 2 * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const [, base64 = ''] = canvas.toDataURL('image/png').split(',');
    channel.post({ type: 'png', base64 });
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function draw(): void {
  keepingPlace(root, () => {
    render(view(), root);
    rove(root);
  });
}

function view(): TemplateResult {
  if (gone !== undefined) return html`<p class="state" role="status">${gone}</p>`;
  if (!overview) return html`<p class="state" role="status">${strings.loading}</p>`;
  return html`<main>
    ${isStale ? html`<p class="state" role="status">${strings.stale}</p>` : nothing}
    <h1>${overview.title}</h1>
    <div class="bar" role="group" aria-label=${strings.take}>
      ${takes.map(
        ({ format, name }) =>
          html`<button
            type="button"
            class="take"
            @click=${() => {
              channel.post({ type: 'take', format });
            }}
          >
            ${name}
          </button>`,
      )}
    </div>
    <section aria-labelledby="themes">
      <h2 id="themes">${strings.themes}</h2>
      ${themesTable(overview)}
    </section>
    <section aria-labelledby="sections">
      <h2 id="sections">${strings.sections}</h2>
      <p class="hint">${strings.sectionsHint}</p>
      <div class="maps">${overview.themes.filter(({ cells }) => cells.length > 0).map(sectionMap)}</div>
    </section>
    ${conceptsSection(overview)} ${contextSection(overview)}
  </main>`;
}

function themesTable({ themes }: CorpusOverviewView): TemplateResult {
  return html`<div class="wide" tabindex="-1">
    <table class="themes" aria-labelledby="themes">
      <thead>
        <tr>
          <th scope="col">${strings.theme}</th>
          ${relations.map(
            (relation) =>
              html`<th scope="col" class="number">
                <span class="sign ${relation}" aria-hidden="true">${relationSigns[relation]}</span> ${strings[relation]}
              </th>`,
          )}
          <th scope="col" class="number" title=${strings.silenceLeftHint}>${strings.silenceLeft}</th>
          <th scope="col" class="number" title=${strings.silenceRightHint}>${strings.silenceRight}</th>
          <th scope="col">${strings.clash}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(themes, ({ pair }) => pair.id, themeRow)}
      </tbody>
    </table>
  </div>`;
}

function themeRow(theme: OverviewThemeView): TemplateResult {
  const { pair, counts, shares, silences, clash, reading } = theme;
  const silence = (side: 'left' | 'right', count: number, name: string): TemplateResult =>
    html`<td class="number">
      ${
        count === 0
          ? html`<span class="none">0</span>`
          : html`<button
              type="button"
              aria-label=${fill(strings.countOf, name, count)}
              @click=${() => {
                channel.post({ type: 'openSilences', pair: pair.id, side });
              }}
            >
              <span aria-hidden="true">○</span> ${count}
            </button>`
      }
    </td>`;
  return html`<tr data-key="theme ${pair.id}">
    <th scope="row">
      <button
        type="button"
        class="title"
        title=${reading}
        @click=${() => {
          channel.post({ type: 'openPair', pair: pair.id });
        }}
      >
        ${pair.title}
      </button>
      ${(['left', 'right'] as const).map(
        (side) =>
          html`<p class="essay">
            <span class="label">${labelOf(theme, side)}</span> <cite>${pair[side].title}</cite>
          </p>`,
      )}
      ${contextOf(theme).map(
        ({ uri, title, passages }) =>
          html`<p class="essay">
            <span class="label">${strings.context}</span>
            <button
              type="button"
              class="title"
              @click=${() => {
                reachContext(uri);
              }}
            >
              ${title} (${fill(strings.passages, passages)})
            </button>
          </p>`,
      )}
    </th>
    ${relations.map((relation) => {
      const share = fill(strings.share, percent(shares[relation].left), percent(shares[relation].right));
      return html`<td class="number">
        ${
          counts[relation] === 0
            ? html`<span class="none">0</span>`
            : html`<button
                  type="button"
                  aria-label="${fill(strings.countOf, strings[relation], counts[relation])}, ${share}"
                  @click=${() => {
                    channel.post({ type: 'openLinks', pair: pair.id, links: null, relation });
                  }}
                >
                  ${counts[relation]}
                </button>
                <p class="share" title=${share} aria-hidden="true">
                  <span>◧ ${percent(shares[relation].left)}</span> <span>◨ ${percent(shares[relation].right)}</span>
                </p>`
        }
      </td>`;
    })}
    ${silence('left', silences.right, strings.silenceLeft)} ${silence('right', silences.left, strings.silenceRight)}
    <td class="clash">
      ${
        clash === null
          ? html`<span class="none">${strings.noClash}</span>`
          : html`<button
                type="button"
                class="title"
                @click=${() => {
                  channel.post({ type: 'openLinks', pair: pair.id, links: [clash.link], relation: null });
                }}
              >
                <span class="sign divergence" aria-hidden="true">≠</span> ${clash.topic ?? strings.divergence}
              </button>
              <span class="share">${fill(strings.confidenceOf, percent(clash.confidence))}</span>
              ${(['left', 'right'] as const).map(
                (side) =>
                  html`<blockquote><span class="label">${labelOf(theme, side)}</span> ${clash[side]}</blockquote>`,
              )}`
      }
    </td>
  </tr>`;
}

/** The context documents that speak to a theme, and with how many passages. */
function contextOf({ pair }: OverviewThemeView): { uri: string; title: string; passages: number }[] {
  return (overview?.context ?? [])
    .map(({ uri, title, passages }) => ({
      uri,
      title: contextTitle(uri, title),
      passages: passages.filter(({ near }) => near.some(({ theme }) => theme === pair.title)).length,
    }))
    .filter(({ passages }) => passages > 0);
}

/** The title of a context document; where others bear it too (parts of one volume), with its file's name. */
function contextTitle(uri: string, title: string): string {
  const isShared = (overview?.context ?? []).filter((each) => each.title === title).length > 1;
  return isShared ? `${title} · ${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}` : title;
}

/** Leads from a theme to the passages of a context document. */
function reachContext(uri: string): void {
  const table = [...root.querySelectorAll<HTMLElement>('table.context')].find(({ dataset }) => dataset['uri'] === uri);
  table?.scrollIntoView({ block: 'start' });
  table?.querySelector('button')?.focus({ preventScroll: true });
}

function contextSection({ context }: CorpusOverviewView): TemplateResult | typeof nothing {
  if (context.length === 0) return nothing;
  return html`<section aria-labelledby="context">
    <h2 id="context">${strings.contextDocuments}</h2>
    <p class="hint">${strings.contextHint}</p>
    ${context.map(
      ({ uri, title, label, passages }, i) =>
        html`<section class="map" aria-labelledby="context-${i}">
          <h3 id="context-${i}">
            ${contextTitle(uri, title)} ${label === '' ? nothing : html`<span class="label">${label}</span>`}
          </h3>
          ${
            passages.length === 0
              ? html`<p class="hint">${strings.contextAlone}</p>`
              : html`<div class="wide" tabindex="-1">
                  <table class="context" data-uri=${uri} aria-labelledby="context-${i}">
                    <thead>
                      <tr>
                        <th scope="col">${strings.contextPassage}</th>
                        <th scope="col">${strings.nearPassages}</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${passages.map(
                        ({ range, quote, near }) =>
                          html`<tr data-key="context ${uri} ${quote}">
                            <th scope="row">${matchButton({ uri, range }, quote)}</th>
                            <td>
                              <ul>
                                ${near.map(
                                  (match) =>
                                    html`<li>
                                      ${matchButton(match, match.quote)}
                                      <p class="share">
                                        ${fill(
                                          strings.nearWhere,
                                          match.theme ?? '',
                                          [match.title, match.label].filter((each) => each !== '').join(', '),
                                          percent(match.similarity),
                                        )}
                                      </p>
                                    </li>`,
                                )}
                              </ul>
                            </td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>
                </div>`
          }
        </section>`,
    )}
  </section>`;
}

function matchButton(place: Pick<CorpusMatchView, 'uri' | 'range'>, quote: string): TemplateResult {
  return html`<button
    type="button"
    class="title quote"
    @click=${() => {
      channel.post({ type: 'openMatch', place: { uri: place.uri, range: place.range } });
    }}
  >
    ${quote}
  </button>`;
}

function labelOf({ pair }: OverviewThemeView, side: 'left' | 'right'): string {
  return pair[side].label || (side === 'left' ? strings.leftEssay : strings.rightEssay);
}

function sectionMap(theme: OverviewThemeView, index: number): TemplateResult {
  const { pair, sections, cells } = theme;
  const most = Math.max(1, ...cells.map(({ links }) => links.length));
  const nameOf = (title: string): string => title || strings.opening;
  return html`<section class="map" aria-labelledby="map-${index}">
    <h3 id="map-${index}">${pair.title}</h3>
    <div class="wide" tabindex="-1">
      <table class="heat" aria-labelledby="map-${index}">
        <thead>
          <tr>
            <td></td>
            ${sections.right.map((title) => html`<th scope="col">${nameOf(title)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sections.left.map(
            (left, row) =>
              html`<tr data-key="map ${pair.id} ${row}">
                <th scope="row">${nameOf(left)}</th>
                ${sections.right.map((right, column) => {
                  const cell = cells.find((each) => each.left === row && each.right === column);
                  if (!cell) return html`<td class="number"><span class="none">0</span></td>`;
                  const { links, counts } = cell;
                  const heat = Math.ceil((4 * links.length) / most);
                  const told = fill(strings.cell, nameOf(left), nameOf(right), links.length, counts.divergence);
                  return html`<td class="number heat-${heat}">
                    <button
                      type="button"
                      title=${told}
                      @click=${() => {
                        channel.post({ type: 'openLinks', pair: pair.id, links, relation: null });
                      }}
                    >
                      <span aria-hidden="true"
                        >${links.length}${
                          counts.divergence > 0 ? html` <span class="sign">≠${counts.divergence}</span>` : nothing
                        }</span
                      ><span class="unseen">${told}</span>
                    </button>
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function conceptsSection({ themes, concepts }: CorpusOverviewView): TemplateResult | typeof nothing {
  if (concepts.length === 0) return nothing;
  const passing = concepts.filter(
    (concept) => (use === null || concept.use === use) && concept.label.toLowerCase().includes(sought.toLowerCase()),
  );
  const shown = showsAll ? passing : passing.slice(0, firstConcepts);
  return html`<section aria-labelledby="concepts">
    <h2 id="concepts">${strings.concepts}</h2>
    <p class="hint">${strings.conceptsHint}</p>
    <div class="bar">
      <select
        aria-label=${strings.use}
        @change=${(event: Event) => {
          const value = (event.target as HTMLSelectElement).value;
          use = uses.find((each) => each === value) ?? null;
          draw();
        }}
      >
        <option value="" ?selected=${use === null}>${strings.allUses} (${concepts.length})</option>
        ${uses.map(
          (each) =>
            html`<option value=${each} ?selected=${use === each}>
              ${useSigns[each]} ${strings[each]} (${concepts.filter((concept) => concept.use === each).length})
            </option>`,
        )}
      </select>
      <input
        type="search"
        placeholder=${strings.find}
        aria-label=${strings.find}
        .value=${sought}
        @input=${(event: Event) => {
          sought = (event.target as HTMLInputElement).value;
          draw();
        }}
      />
      <span role="status">${fill(strings.shownConcepts, shown.length, concepts.length)}</span>
    </div>
    <div class="wide" tabindex="-1">
      <table class="concepts" aria-labelledby="concepts">
        <thead>
          <tr>
            <th scope="col">${strings.concept}</th>
            <th scope="col">${strings.use}</th>
            ${themes.map(({ pair }) => html`<th scope="col" class="number">${pair.title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            shown,
            ({ id }) => id,
            (concept) =>
              html`<tr data-key="concept ${concept.id}">
                <th scope="row">
                  <button
                    type="button"
                    class="title"
                    title=${strings.compare}
                    @click=${() => {
                      channel.post({ type: 'compareConcept', concept: concept.id });
                    }}
                  >
                    ${concept.label}
                  </button>
                </th>
                <td class="use"><span aria-hidden="true">${useSigns[concept.use]}</span> ${strings[concept.use]}</td>
                ${themes.map(({ pair }, theme) => {
                  const cell = concept.cells.find((each) => each.theme === theme);
                  if (!cell) return html`<td class="number"></td>`;
                  const told = fill(
                    strings.conceptCell,
                    concept.label,
                    pair.title,
                    strings[cell.use],
                    cell.left,
                    cell.right,
                  );
                  const numbers = html`${useSigns[cell.use]} ${cell.left} · ${cell.right}`;
                  return html`<td class="number use-${cell.use}">
                    ${
                      cell.clashes.length === 0
                        ? html`<button
                            type="button"
                            title=${told}
                            @click=${() => {
                              channel.post({ type: 'compareConcept', concept: concept.id });
                            }}
                          >
                            <span aria-hidden="true">${numbers}</span><span class="unseen">${told}</span>
                          </button>`
                        : html`<button
                            type="button"
                            title=${told}
                            @click=${() => {
                              channel.post({ type: 'openLinks', pair: pair.id, links: cell.clashes, relation: null });
                            }}
                          >
                            <span aria-hidden="true">${numbers}</span><span class="unseen">${told}</span>
                          </button>`
                    }
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      shown.length < passing.length
        ? html`<button
            type="button"
            class="more"
            @click=${() => {
              showsAll = true;
              draw();
            }}
          >
            ${strings.showAll} (${passing.length})
          </button>`
        : nothing
    }
  </section>`;
}
