import { describeFindings } from '../finding.js';
import { streamFaults } from './stream-faults.js';

describeFindings('the stream', streamFaults);
