/** Makes the agents of a simulation answer as a test wants. Runs in the page (mock) and in Node (server) alike. */
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';

export type AgentAnswer = 'accept' | 'refuse' | 'nothing';

/** Far longer than a test: an offer that nobody answers. */
const NEVER_MS = 3_600_000;

export function answerOffers(simulation: Simulation, answer: AgentAnswer): void {
  if (answer === 'nothing') {
    simulation.setAcceptance({ accept: 0, refuse: 0, timeOut: NEVER_MS });
    return;
  }
  for (const { id, phase } of [...simulation.conversations()]) {
    if (phase === 'awaiting-acceptance') simulation.answerOffer(id, answer);
  }
}
