import { expect } from '@open-wc/testing';
import { openFramed, type FramedReport } from '../support/framed-report.js';
import { TestServer } from '../support/reference-server.js';
import { journeys } from './journeys.js';

journeys('M01 actions under a strict policy', async () => {
  const server = await TestServer.start();
  let framed: FramedReport | undefined;
  return {
    source: server.webSocketUrl,
    open: async () => {
      framed = await openFramed('page.html', server.webSocketUrl);
      return framed.page;
    },
    answer: (answer) => server.answer(answer),
    transcript: (id) => server.transcript(id),
    close: async () => {
      expect(framed?.window.violations).to.deep.equal([]);
      await server.stop();
    },
  };
});
