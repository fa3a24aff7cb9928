/** What stands for both packages of NATS while the published types are made; see tsconfig.build.json. */
import type { NatsLibrary } from './library.js';

export const wsconnect: NatsLibrary['wsconnect'];
export const Kvm: NatsLibrary['Kvm'];
