/** What all parts of the server share. */
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import type { Answers } from './answers.js';
import type { CommandDesk } from './command-desk.js';
import type { Endings } from './endings.js';
import type { Limits } from './options.js';
import type { Origins } from './origins.js';
import type { StreamRegistry } from './stream-registry.js';
import type { Users } from './users.js';

export interface ServerContext {
  readonly world: Simulation;
  readonly limits: Limits;
  readonly origins: Origins;
  readonly users: Users;
  readonly streams: StreamRegistry;
  readonly desk: CommandDesk;
  readonly answers: Answers;
  readonly endings: Endings;
  /** Tells the developer; codes only. */
  readonly report: (event: string) => void;
  /** Brings the world up to this moment. */
  readonly catchUp: () => void;
}
