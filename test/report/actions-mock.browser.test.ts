import { MockDataSource } from '../../src/data-source/mock/index.js';
import { answerOffers } from './centre-control.js';
import { journeys } from './journeys.js';

journeys('actions over the mock', () => {
  const source = new MockDataSource({ seed: 7, conversations: 60, rate: 0, latency: 0 });
  return Promise.resolve({
    source,
    answer: (answer) => {
      answerOffers(source.simulation, answer);
      return Promise.resolve();
    },
    transcript: (id) => Promise.resolve(source.simulation.transcript(id) ?? []),
    close: () => Promise.resolve(),
  });
});
