import type { ReadingFile } from './readingFile';

/**
 * The readings that come with the product, loaded when first asked for. A test checks each against the schema, so that no reader's machine
 * has to.
 */
export async function shippedReadings(): Promise<readonly ReadingFile[]> {
  const { default: fiftyFifty } = await import('./data/fifty-fifty.reading.json');
  return [fiftyFifty as unknown as ReadingFile];
}
