/** The simulation as a `src`, from arguments. */
import type { ArgTypes } from '../../gallery/story.js';

export interface SimulationArgs {
  readonly seed: number;
  readonly conversations: number;
  readonly rate: number;
}

export const simulationArgTypes: ArgTypes<SimulationArgs> = {
  seed: {
    control: { type: 'number', min: 0, max: 9999 },
    description: 'Of the simulation: same seed, same centre',
  },
  conversations: {
    control: { type: 'number', min: 0, max: 50_000 },
    description: 'Of the simulation: about so many',
  },
  rate: {
    control: { type: 'number', min: 0, max: 5_000 },
    description: 'Of the simulation: changes a second',
  },
};

export function mockUrl({ seed, conversations, rate }: SimulationArgs): string {
  return `mock:?seed=${String(seed)}&conversations=${String(conversations)}&rate=${String(rate)}`;
}
