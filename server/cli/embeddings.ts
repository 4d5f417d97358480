import { engineName } from '../alignment/align';
import { embeddedSimilarity } from '../alignment/embeddedSimilarity';
import { endpointDefaults, endpointUrl } from '../chat/endpoint';
import { EndpointEmbeddings } from '../chat/endpointEmbeddings';
import { openVectorCache } from '../chat/vectorCache';
import { readDiskFile, writeDiskFile } from '../files/diskFiles';
import type { ReadingChoice } from '../readings/readPair';
import { ChatFailure } from '../readings/model/chat';
import { estimateTokens } from '../readings/model/tokens';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { confirmSending, keyOfEnvironment, refuseWhereForbidden } from './consent';
import { fail } from './failure';
import type { OpenedCorpus } from './openCorpus';
import type { Output } from './output';

export interface EmbeddingChoice {
  /** An OpenAI-compatible server. */
  readonly url: string;
  readonly model: string;
  readonly yes: boolean;
  readonly allowHttp: boolean;
}

/**
 * The similarity that a server's vectors give, for the engine's reading: asks for those of all sentences that are not kept yet, once the reader
 * agreed. What came before a failure is kept.
 * @throws Failure where the corpus forbids models, the reader says no, or the server does not give them
 */
export async function embeddingsOf(
  opened: OpenedCorpus,
  choice: EmbeddingChoice,
  output: Output,
  t: Translate,
): Promise<Pick<ReadingChoice, 'similarity' | 'name'>> {
  const { model, allowHttp } = choice;
  const url = endpointUrl(choice.url, { allowHttp, service: 'embeddings' });
  if (!(url instanceof URL)) fail(url);
  for (const pair of opened.pairs) await refuseWhereForbidden(opened, pair);
  const sentences = new Set(
    opened.pairs
      .flatMap(({ left, right }) => [left, right])
      .flatMap(({ path }) => opened.essays.get(path)?.passages ?? [])
      .flatMap((passage) => passage.sentences.map(({ text }) => text)),
  );
  const files = { read: readDiskFile, write: writeDiskFile };
  const cache = await openVectorCache(opened.root, { server: url.href, model }, files);
  const missing = [...sentences].filter((sentence) => cache.get(sentence) === undefined);
  if (missing.length > 0) {
    const tokens = missing.reduce((sum, sentence) => sum + estimateTokens(sentence), 0);
    await confirmSending(
      [msg('{0} sentences, about {1} tokens, go to {2}.', missing.length, tokens, `${model} (${choice.url})`)],
      choice.yes,
      output,
      t,
    );
    const abort = new AbortController();
    const stop = (): void => {
      abort.abort();
    };
    process.once('SIGINT', stop);
    let done = 0;
    try {
      await new EndpointEmbeddings({
        url,
        model,
        key: keyOfEnvironment(),
        timeoutSeconds: endpointDefaults.timeoutSeconds,
      }).vectorsOf(
        missing,
        {
          signal: abort.signal,
          onVectors: (texts, vectors) => {
            texts.forEach((text, i) => {
              const vector = vectors[i];
              if (vector !== undefined) cache.set(text, vector);
            });
            output.say(t(msg('{0} of {1} sentences', (done += texts.length), missing.length)));
          },
          onWait: (wait, why) => {
            output.say(t(msg('{0} Next try in {1} seconds.', t(why), Math.ceil(wait / 1000))));
          },
        },
        cache.dimensions,
      );
    } catch (error) {
      if (abort.signal.aborted) fail(msg('Stopped. What came by then is kept.'));
      if (error instanceof ChatFailure) fail(error.detail);
      throw error;
    } finally {
      process.off('SIGINT', stop);
      await cache.save();
    }
  }
  const vectors = new Map([...sentences].map((sentence) => [sentence, cache.get(sentence)]));
  return { similarity: embeddedSimilarity((sentence) => vectors.get(sentence)), name: `${engineName} + ${model}` };
}
