import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { realClock } from '../../../server/lsp/clock';

describe('a rest of the server', () => {
  it('is long enough for a message that has come in to be read, handled and answered', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
    connection.onRequest('ask', () => 'answer');
    connection.listen();
    const message = '{"jsonrpc":"2.0","id":1,"method":"ask"}';
    input.write(`Content-Length: ${message.length}\r\n\r\n${message}`);
    await realClock.rest();
    expect(String(output.read())).toContain('"result":"answer"');
    connection.dispose();
  });
});
