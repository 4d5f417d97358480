/** The bar above the rows: order, steps, filters with their counts. */
import { html, nothing, type TemplateResult } from 'lit-html';
import {
  type Facets,
  type Filters,
  isFiltered,
  noFilters,
  type RowKind,
  rowKinds,
} from '../../views/pairedReading/filters';
import type { StepTarget } from '../../views/pairedReading/messages';
import { type Order, orders } from '../../views/pairedReading/rows';
import type { ReadingView } from '../../../server/protocol';
import { fill, percent } from '../kit/page';
import { icon } from './icons';
import { signs, standingNames, strings } from './words';

export interface BarContext {
  readonly order: Order;
  readonly filters: Filters;
  readonly facets: Facets;
  readonly readings: readonly ReadingView[];
  /** The second reading's id. */
  readonly beside: string | null;
  readonly choose: (reading: string) => void;
  readonly setBeside: (reading: string | null) => void;
  readonly setOrder: (order: Order) => void;
  readonly setFilters: (change: Partial<Filters>) => void;
  readonly step: (target: StepTarget, direction: 1 | -1) => void;
  readonly openSource: () => void;
  readonly addNote: () => void;
}

const orderNames: Readonly<Record<Order, string>> = {
  left: strings.orderLeft,
  right: strings.orderRight,
  relation: strings.orderRelation,
};

export function barView(context: BarContext): TemplateResult {
  const { order, filters, facets, setOrder, setFilters, step, openSource, addNote } = context;
  const button = (name: string, drawing: TemplateResult, act: () => void): TemplateResult =>
    html`<button type="button" class="icon" title=${name} aria-label=${name} @click=${act}>${drawing}</button>`;
  return html`<div class="bar" role="toolbar" aria-label=${strings.tools}>
    <div class="group">
      ${button(strings.previousRow, icon('up'), () => {
        step('row', -1);
      })}
      ${button(strings.nextRow, icon('down'), () => {
        step('row', 1);
      })}
      ${button(strings.previousDivergence, icon('divergenceUp'), () => {
        step('divergence', -1);
      })}
      ${button(strings.nextDivergence, icon('divergenceDown'), () => {
        step('divergence', 1);
      })}
      ${button(strings.openSource, icon('open'), openSource)} ${button(strings.addNote, icon('note'), addNote)}
    </div>
    <select
      aria-label=${strings.order}
      title=${strings.order}
      @change=${(event: Event) => {
        setOrder(valueOf(event) as Order);
      }}
    >
      ${orders.map((each) => html`<option value=${each} ?selected=${each === order}>${orderNames[each]}</option>`)}
    </select>
    <div class="group kinds" role="group" aria-label=${strings.kinds}>
      ${rowKinds.map((kind) => kindView(kind, filters, facets, setFilters))}
    </div>
    ${selectsView(context)} ${readingsView(context)}
    <input
      type="search"
      id="search"
      placeholder=${strings.search}
      aria-label=${strings.search}
      .value=${filters.text}
      @input=${(event: Event) => {
        setFilters({ text: valueOf(event) });
      }}
    />
    <span class="shown" role="status">${fill(strings.shown, facets.links.shown, facets.links.all)}</span>
    ${
      isFiltered(filters)
        ? html`<button
            type="button"
            class="clear"
            @click=${() => {
              setFilters(noFilters);
            }}
          >
            ${strings.clear}
          </button>`
        : nothing
    }
  </div>`;
}

function kindView(
  kind: RowKind,
  filters: Filters,
  { kinds }: Facets,
  setFilters: (change: Partial<Filters>) => void,
): TemplateResult {
  const isShown = !filters.hidden.includes(kind);
  const hidden = isShown ? [...filters.hidden, kind] : filters.hidden.filter((each) => each !== kind);
  return html`<button
    type="button"
    class="kind ${kind}"
    aria-pressed=${isShown ? 'true' : 'false'}
    title=${strings[kind]}
    @click=${() => {
      setFilters({ hidden });
    }}
  >
    <span class="sign" aria-hidden="true">${signs[kind]}</span>
    <span class="name">${strings[kind]}</span>
    <span class="count">${kinds[kind]}</span>
  </button>`;
}

function selectsView({ filters, facets, setFilters }: BarContext): TemplateResult {
  const { section } = filters;
  const sectionKey = section === null ? '' : `${section.side}/${section.heading}`;
  return html`<select
      aria-label=${strings.confidence}
      title=${strings.confidence}
      class=${filters.confidence > 0 ? 'set' : ''}
      @change=${(event: Event) => {
        setFilters({ confidence: Number(valueOf(event)) });
      }}
    >
      ${facets.confidences.map(
        ({ least, count }) =>
          html`<option value=${least} ?selected=${least === filters.confidence}>
            ${least === 0 ? fill(strings.anyConfidence, count) : fill(strings.leastConfidence, percent(least), count)}
          </option>`,
      )}
    </select>
    ${
      facets.sections.length === 0
        ? nothing
        : html`<select
            aria-label=${strings.section}
            title=${strings.section}
            class=${section === null ? '' : 'set'}
            @change=${(event: Event) => {
              const [side, heading] = valueOf(event).split('/');
              setFilters({
                section: side === 'left' || side === 'right' ? { side, heading: Number(heading) } : null,
              });
            }}
          >
            <option value="" ?selected=${section === null}>${strings.allSections}</option>
            ${facets.sections.map(({ side, heading, text, count }) => {
              const key = `${side}/${heading}`;
              const label = `${side === 'left' ? '◧' : '◨'} ${text} (${count})`;
              return html`<option value=${key} ?selected=${key === sectionKey}>${label}</option>`;
            })}
          </select>`
    }
    ${
      facets.concepts.length === 0
        ? nothing
        : html`<select
            aria-label=${strings.concept}
            title=${strings.concept}
            class=${filters.concept === null ? '' : 'set'}
            @change=${(event: Event) => {
              setFilters({ concept: valueOf(event) || null });
            }}
          >
            <option value="" ?selected=${filters.concept === null}>${strings.allConcepts}</option>
            ${facets.concepts.map(
              ({ id, label, count }) =>
                html`<option value=${id} ?selected=${id === filters.concept}>${label} (${count})</option>`,
            )}
          </select>`
    }`;
}

/** Whose reading is shown, and which other it is held against; nothing to choose where there is one. */
function readingsView(context: BarContext): TemplateResult | typeof nothing {
  const { readings, beside, choose, setBeside, facets, filters, setFilters } = context;
  if (readings.length < 2) return nothing;
  return html`<select
      class="reading"
      aria-label=${strings.shownReading}
      title=${readings.find(({ isShown }) => isShown)?.name ?? strings.shownReading}
      @change=${(event: Event) => {
        choose(valueOf(event));
      }}
    >
      ${readings.map(({ id, name, isShown }) => html`<option value=${id} ?selected=${isShown}>${name}</option>`)}
    </select>
    <select
      aria-label=${strings.beside}
      title=${strings.beside}
      class=${beside === null ? '' : 'set'}
      @change=${(event: Event) => {
        setBeside(valueOf(event) || null);
      }}
    >
      <option value="" ?selected=${beside === null}>${strings.besideNone}</option>
      ${readings
        .filter(({ isShown }) => !isShown)
        .map(
          ({ id, name }) =>
            html`<option value=${id} ?selected=${id === beside}>${fill(strings.besideOther, name)}</option>`,
        )}
    </select>
    ${
      facets.standings.length === 0
        ? nothing
        : html`<select
            aria-label=${strings.standing}
            title=${strings.standing}
            class=${filters.standing === null ? '' : 'set'}
            @change=${(event: Event) => {
              const value = valueOf(event);
              setFilters({ standing: facets.standings.find(({ standing }) => standing === value)?.standing ?? null });
            }}
          >
            <option value="" ?selected=${filters.standing === null}>${strings.standingAny}</option>
            ${facets.standings.map(
              ({ standing, count }) =>
                html`<option value=${standing} ?selected=${standing === filters.standing}>
                  ${standingNames[standing]} (${count})
                </option>`,
            )}
          </select>`
    }`;
}

function valueOf(event: Event): string {
  const { target } = event;
  return target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target.value : '';
}
