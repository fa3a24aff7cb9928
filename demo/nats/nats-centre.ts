/** A simulated contact centre behind NATS: its rows in a bucket, and a desk that answers. */
import { Kvm, type KV } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/nats-core';
import { Simulation, type PartialSimulationOptions } from '../../src/data-source/mock/simulation/index.js';
import { BucketPublisher } from './bucket-publisher.js';
import { NatsDesk } from './nats-desk.js';

export interface NatsCentreOptions extends Omit<PartialSimulationOptions, 'startTime'> {
  readonly bucket: string;
  /** What the subjects of commands and questions begin with; the user follows. */
  readonly subjects: string;
}

export class NatsCentre {
  readonly world: Simulation;
  readonly bucket: KV;
  readonly desk: NatsDesk;
  readonly publisher: BucketPublisher;

  private constructor(world: Simulation, bucket: KV, publisher: BucketPublisher, desk: NatsDesk) {
    this.world = world;
    this.bucket = bucket;
    this.publisher = publisher;
    this.desk = desk;
  }

  /** Makes the bucket if there is none, and fills it. */
  static async start(
    connection: NatsConnection,
    { bucket: name, subjects, ...options }: NatsCentreOptions,
  ): Promise<NatsCentre> {
    const world = new Simulation({ ...options, startTime: Date.now() });
    const bucket = await new Kvm(connection).create(name);
    const publisher = new BucketPublisher(world, bucket);
    await publisher.fill();
    return new NatsCentre(world, bucket, publisher, new NatsDesk(world, connection, subjects, publisher));
  }

  /** Lets ms pass, and writes what has changed. */
  async advance(ms: number): Promise<void> {
    this.world.advance(ms);
    await this.publisher.flush();
  }

  stop(): void {
    this.desk.stop();
    this.publisher.stop();
  }
}
