import { describe, expect, it } from 'vitest';
import type { Files } from '../../../server/lsp/files';
import { Reviews } from '../../../server/lsp/reviews';
import { writeNote } from '../../../server/review/decide';
import { compareTexts } from '../pairs';
import { review, stamp } from '../review/review';

const root = 'file:///corpus';

describe('what reviewers did', () => {
  it('holds an act that was written while the files were being read', async () => {
    let text = '';
    let finishWriting = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => {
      finishWriting = resolve;
    });
    let isReading = (): void => undefined;
    const readingStarted = new Promise<void>((resolve) => {
      isReading = resolve;
    });
    const files: Files = {
      read: () => Promise.resolve(undefined),
      list: () => Promise.resolve([]),
      write: () => Promise.resolve(),
      // What a slow disk had when it was asked comes after the act has been written.
      readReviews: async () => {
        const read = [{ path: '.counterpoint/quay/ada.jsonl', text }];
        isReading();
        await isWritten;
        return text === '' ? [] : read;
      },
      appendReview: async (_root, _path, lines) => {
        await readingStarted;
        text += lines.map((line) => `${line}\n`).join('');
      },
    };
    const reviews = new Reviews(files);
    const act = writeNote(review(compareTexts()), 'theme', {}, 'On all of it', stamp());
    const saved = reviews.save(root, 'quay', act);
    // The file is asked for after writing has begun, and before it is done.
    await Promise.resolve();
    await Promise.resolve();
    const early = reviews.journal(root, 'quay');
    await saved;
    finishWriting();
    await early;
    expect((await reviews.journal(root, 'quay')).acts).toEqual([act]);
  });
});
