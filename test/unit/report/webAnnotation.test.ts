import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { annotationSchema, jsonLdContext } from '../../../server/review/annotation';
import { writeLine } from '../../../server/review/lines';
import { annotationCollection } from '../../../server/report/webAnnotation';
import { compareTexts, townText } from '../pairs';
import { evil, hostileComparison } from './hostile';
import { reportOf } from './make';
import { everyAct, reviewedReport } from './reviewed';

const oa = 'http://www.w3.org/ns/oa#';
const activity = 'https://www.w3.org/ns/activitystreams#';
const id = (iri: string): object => ({ '@id': iri, '@type': '@id' });
const word = (iri: string): object => ({ '@id': iri, '@type': '@vocab' });

/** What the names that are used mean in the W3C's context, which a test does not fetch. */
const context = {
  '@context': {
    id: '@id',
    type: '@type',
    Annotation: `${oa}Annotation`,
    TextualBody: `${oa}TextualBody`,
    SpecificResource: `${oa}SpecificResource`,
    TextQuoteSelector: `${oa}TextQuoteSelector`,
    TextPositionSelector: `${oa}TextPositionSelector`,
    AnnotationCollection: `${activity}OrderedCollection`,
    AnnotationPage: `${activity}OrderedCollectionPage`,
    Software: `${activity}Application`,
    Person: 'http://xmlns.com/foaf/0.1/Person',
    body: id(`${oa}hasBody`),
    target: id(`${oa}hasTarget`),
    source: id(`${oa}hasSource`),
    selector: id(`${oa}hasSelector`),
    creator: id('http://purl.org/dc/terms/creator'),
    created: { '@id': 'http://purl.org/dc/terms/created', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
    motivation: word(`${oa}motivatedBy`),
    purpose: word(`${oa}hasPurpose`),
    ...Object.fromEntries(
      [
        'linking',
        'identifying',
        'assessing',
        'classifying',
        'tagging',
        'describing',
        'commenting',
        'replying',
        'moderating',
      ].map((name) => [name, `${oa}${name}`]),
    ),
    value: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value',
    format: 'http://purl.org/dc/elements/1.1/format',
    name: 'http://xmlns.com/foaf/0.1/name',
    label: 'http://www.w3.org/2000/01/rdf-schema#label',
    exact: `${oa}exact`,
    prefix: `${oa}prefix`,
    suffix: `${oa}suffix`,
    start: `${oa}start`,
    end: `${oa}end`,
    items: { '@id': `${activity}items`, '@type': '@id', '@container': '@list' },
    first: id(`${activity}first`),
    total: `${activity}totalItems`,
    startIndex: `${activity}startIndex`,
  },
};

type Expanded = Readonly<
  Record<string, readonly { '@list'?: readonly Expanded[]; '@id'?: string; '@value'?: unknown }[]>
>;

/** Expands with the JSON-LD library: names without a meaning are refused, not dropped. */
async function expandedFrom(data: object): Promise<Expanded[]> {
  const documentLoader = (url: string): Promise<unknown> =>
    url === 'http://www.w3.org/ns/anno.jsonld'
      ? Promise.resolve({ contextUrl: null, documentUrl: url, document: context })
      : Promise.reject(new Error(`${url} is not to be fetched`));
  return (await jsonld.expand(data, { documentLoader, safe: true, base: 'file:///c/' })) as Expanded[];
}

/** The annotations of a collection. */
async function expanded(collection: object): Promise<Expanded[]> {
  const [all] = await expandedFrom(collection);
  const [page] = all?.[`${activity}first`] ?? [];
  return [...((page as unknown as Expanded)[`${activity}items`]?.[0]?.['@list'] ?? [])];
}

type Item = Record<string, unknown> & {
  readonly creator: { readonly type: string };
  readonly target: readonly {
    readonly 'counterpoint:side': string;
    readonly selector: readonly Record<string, unknown>[];
  }[];
};
const itemsOf = (collection: object): Item[] => (collection as { first: { items: Item[] } }).first.items;

describe('the web annotations', () => {
  it('mean something to a JSON-LD library, every name of them', async () => {
    const items = await expanded(annotationCollection(reviewedReport()));
    const motivations = new Set(items.map((item) => item[`${oa}motivatedBy`]?.[0]?.['@id']?.replace(oa, '')));
    expect(motivations).toEqual(
      new Set(['linking', 'identifying', 'assessing', 'commenting', 'replying', 'moderating']),
    );
    for (const item of items) expect(item['urn:counterpoint:theme']).toEqual([{ '@value': 'quay' }]);
  });

  it('keep all that the machine had said, as the review files do', async () => {
    const [decision] = everyAct();
    const given = decision?.kind === 'decision' ? decision.given : null;
    const line = await expandedFrom(JSON.parse(writeLine(decision!)) as object);
    const exported = await expanded(annotationCollection(reviewedReport([decision!])));
    for (const items of [line, exported])
      expect(items.flatMap((item) => item['urn:counterpoint:given'] ?? [])).toEqual([
        { '@type': '@json', '@value': given },
      ]);
  });

  it('hold what reviewers did in the form of the review files', () => {
    const done = itemsOf(annotationCollection(reviewedReport())).filter(({ creator }) => creator.type === 'Person');
    expect(done).toHaveLength(8);
    for (const item of done)
      expect(annotationSchema.safeParse({ '@context': jsonLdContext, ...item }).error).toBeUndefined();
  });

  it('quote verbatim, with the place', () => {
    const [item] = itemsOf(annotationCollection(reportOf([compareTexts()])));
    const [quote, place] = item!.target[0]!.selector;
    expect(item!.target.map((target) => target['counterpoint:side'])).toEqual(['left', 'right']);
    expect(townText.slice(Number(place!['start']), Number(place!['end']))).toBe(quote!['exact']);
  });

  it('count themselves, and bear the same id for the same content', async () => {
    const collection = annotationCollection(reviewedReport());
    expect(collection['total']).toBe(itemsOf(collection).length);
    expect(annotationCollection(reportOf([hostileComparison()], evil))['id']).not.toBe(collection['id']);
    expect((await expanded(annotationCollection(reportOf([hostileComparison()], evil)))).length).toBeGreaterThan(0);
  });
});
