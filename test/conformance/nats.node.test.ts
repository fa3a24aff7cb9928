/**
 * The NATS source against a real server, through real sockets that can be cut. The cases name versions; the bucket numbers
 * its records itself. So the harness says them in the numbers of the simulated centre, in both directions.
 */
import { after, describe, it } from 'node:test';
import { map } from 'rxjs';
import { NatsCentre } from '../../demo/nats/nats-centre.js';
import type { DataSource, ReportScope, SourceMessage } from '../../src/data-source/data-source.js';
import { NatsDataSource } from '../../src/data-source/nats/index.js';
import type { Conversation } from '../../src/model/conversation.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { NatsServer, noServer, openSocket } from '../data-source/nats/nats-server.js';
import { Gate } from './gate.js';
import { rowHooks } from './simulated-centre.js';

/** So much faster do the long timers of the source run; the server and the sockets take the time they take. */
const HASTE = 10;
const LONG = 5_000;

class HastyTimers {
  waiting = 0;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    this.waiting += 1;
    let isOver = false;
    const end = (): void => {
      if (!isOver) this.waiting -= 1;
      isOver = true;
    };
    const timer = setTimeout(
      () => {
        end();
        callback();
      },
      ms > LONG ? ms / HASTE : ms,
    );
    return () => {
      end();
      clearTimeout(timer);
    };
  };
}

/** The revisions of the bucket as versions of the centre, and those in commands the other way. */
function inVersionsOfCentre(source: NatsDataSource, { world, publisher }: NatsCentre): DataSource {
  /** The last version of each conversation that was told. */
  const told = new Map<string, number>();
  const versionOf = (revision: number): number => publisher.versionOf(revision);
  const rowOf = (row: Conversation): Conversation => {
    const version = versionOf(row.version);
    told.set(row.id, version);
    return { ...row, version };
  };
  const messageOf = (message: SourceMessage): SourceMessage => {
    if (message.type === 'snapshot') return { ...message, conversations: message.conversations.map(rowOf) };
    if (message.type !== 'delta') return message;
    const removes = message.removes.map((removal) => ({
      ...removal,
      // The centre numbers an end, of which the bucket only has a marker.
      version: removal.why === 'closed' ? (told.get(removal.id) ?? 0) + 1 : versionOf(removal.version),
    }));
    return { ...message, upserts: message.upserts.map(rowOf), removes };
  };
  return {
    capabilities: source.capabilities,
    connect(scope: ReportScope) {
      return source.connect(scope).pipe(map(messageOf));
    },
    perform: async (command, options) => {
      const { conversationId, ifVersion } = command;
      const known = publisher.revisionOf(conversationId, ifVersion);
      const outcome = await source.perform({ ...command, ifVersion: known ?? ifVersion }, options);
      if (outcome.status !== 'conflict' && outcome.status !== 'refused') return outcome;
      const current = outcome.current && world.conversation(outcome.current.id);
      return current ? { ...outcome, current } : outcome;
    },
    outcome: (key, options) => source.outcome(key, options),
    findAgents: (query, options) => source.findAgents(query, options),
    findQueues: (query, options) => source.findQueues(query, options),
    openTranscript(id: string) {
      return source.openTranscript(id);
    },
    refresh: (reason) => source.refresh(reason),
  } satisfies DataSource;
}

let server: Promise<NatsServer> | undefined;
let centres = 0;

async function nats(): Promise<DataSourceHarness> {
  server ??= NatsServer.start();
  const { port, connect } = await server.then((each) => ({
    port: each.port,
    connect: () => each.connect(),
  }));
  const gate = await Gate.before(port);
  const connection = await connect();
  centres += 1;
  const name = `centre-${centres}`;
  const names = { bucket: name, subjects: name };
  const centre = await NatsCentre.start(connection, { ...names, conversations: 0, rate: 0, agents: 7 });
  const { world, desk } = centre;
  const hooks = rowHooks(world);
  const timers = new HastyTimers();
  const sockets: WebSocket[] = [];
  let contacts = 0;
  const source = new NatsDataSource({
    servers: `ws://127.0.0.1:${gate.port}`,
    bucket: name,
    subjects: `${name}.u1`,
    after: timers.after,
    random: () => 0,
    openSocket: (url) => {
      const socket = openSocket(url);
      sockets.push(socket);
      contacts += 1;
      const send = socket.send.bind(socket);
      socket.send = (data) => {
        contacts += 1;
        send(data);
      };
      return socket;
    },
  });
  return {
    source: inVersionsOfCentre(source, centre),
    serve: async (rows) => {
      await hooks.serve(rows);
      await centre.advance(0);
    },
    change: async (change) => {
      await hooks.change(change);
      await centre.advance(0);
    },
    spoil: async (id) => {
      await hooks.spoil(id);
      await centre.advance(0);
    },
    say: (id, text) => hooks.say(id, text),
    drop: () => gate.shut(),
    restore: () => gate.open(),
    journal: () => desk.journal,
    holdAnswers: () => desk.answers.hold(),
    releaseAnswers: () => desk.answers.release(),
    revoke: () => desk.setPermissions('u1', { view: false }),
    permit: ({ forceClose = true }) => desk.setPermissions('u1', { 'force-close': forceClose }),
    contacts: () => contacts,
    held: () => timers.waiting + sockets.filter(({ readyState }) => readyState <= 1).length,
    serverNow: () => Date.now(),
    release: async () => {
      centre.stop();
      await gate.close();
      await connection.close();
    },
  };
}

if (noServer !== false) it('the NATS source', { skip: noServer }, () => undefined);
else {
  after(async () => (await server)?.end());
  describeDataSource('the NATS source', nats, { describe, it, timeoutMs: 8_000 });
}
