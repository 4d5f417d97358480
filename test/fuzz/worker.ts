import { parentPort, workerData } from 'node:worker_threads';
import { targetsIn } from './targets';

/** Runs one input after another, apart from the fuzzer, so that a hang can be ended. */
const targets = new Map(targetsIn((workerData as { root: string }).root).map((target) => [target.name, target]));

parentPort?.on('message', ({ name, input }: { name: string; input: string }) => {
  Promise.resolve()
    .then(() => targets.get(name)?.run(input))
    .then(
      () => parentPort?.postMessage(null),
      (error: unknown) =>
        parentPort?.postMessage(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
});
