/** The worker that has the socket: texts stay here, decoded rows are posted. */
import { Reader } from './reader.js';

let reader: Reader;

self.onmessage = ({ data, ports }: MessageEvent<'open' | 'connect' | 'state'>) => {
  if (data === 'open') reader = new Reader(ports[0]!, (news) => self.postMessage(news));
  else if (data === 'connect') reader.connect();
  else self.postMessage(reader.state);
};
