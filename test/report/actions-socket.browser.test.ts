import { TestServer } from '../support/reference-server.js';
import { journeys } from './journeys.js';

journeys('actions over a real socket', async () => {
  const server = await TestServer.start();
  return {
    source: server.webSocketUrl,
    answer: (answer) => server.answer(answer),
    transcript: (id) => server.transcript(id),
    close: () => server.stop(),
  };
});
