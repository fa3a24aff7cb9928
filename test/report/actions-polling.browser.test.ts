import { PollingDataSource } from '../../src/data-source/polling/index.js';
import { TestServer } from '../support/reference-server.js';
import { journeys } from './journeys.js';

journeys('actions over polling', async () => {
  const server = await TestServer.start();
  return {
    source: new PollingDataSource(server.url, { intervalMs: 100 }),
    answer: (answer) => server.answer(answer),
    transcript: (id) => server.transcript(id),
    close: () => server.stop(),
  };
});
