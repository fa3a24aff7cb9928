/** The simulated contact centre, as the mock source and the reference server use it. */
export type { Operation } from './book.js';
export type { Principal } from './commands.js';
export type { Answer } from './lifecycle.js';
export type { Acceptance, PartialSimulationOptions } from './options.js';
export { Simulation } from './simulation.js';
