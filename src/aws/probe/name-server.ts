import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import {
  AUTHORITATIVE_ANSWER,
  RECURSION_DESIRED,
  decode,
  encode,
  type Answer,
  type Packet,
} from 'dns-packet';
import type { DnsRecordType, DnsReply, DnsReplyRecord, NameServer } from '../../core/probe.ts';

/** A packet may be lost, so UDP is asked twice. Milliseconds each. */
const timeoutMs = 3_000;
const tries = 2;
const dnsPort = 53;

/** Sockets whose packets another machine could forge take only what bears this number. */
const randomId = (): number => crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;

const question = (name: string, type: DnsRecordType, recursive: boolean): { id: number; packet: Buffer } => {
  const id = randomId();
  return {
    id,
    packet: encode({
      type: 'query',
      id,
      flags: recursive ? RECURSION_DESIRED : 0,
      questions: [{ type, name }],
    }),
  };
};

const timedOut = (): Error => Object.assign(new Error('no answer'), { code: 'ETIMEOUT' });

const overUdp = (server: Required<NameServer>, id: number, packet: Buffer): Promise<Packet> =>
  new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
    const timer = setTimeout(() => finish(timedOut()), timeoutMs);
    const finish = (result: Packet | Error): void => {
      clearTimeout(timer);
      socket.close();
      if (result instanceof Error) reject(result);
      else resolve(result);
    };
    socket.once('error', finish);
    socket.on('message', (message) => {
      const reply = readReply(message);
      // Anything else is a stray or a forgery: the answer may still come.
      if (reply?.id === id) finish(reply);
    });
    // Connected, so that a closed port is told at once and only this server is heard. Not as the callback of `connect`,
    // which Node also calls where there is no way to the server, in place of the error above.
    socket.once('connect', () => socket.send(packet));
    socket.connect(server.port, server.address);
  });

/** Over TCP each message has its length before it, in two octets. */
const overTcp = (server: Required<NameServer>, packet: Buffer): Promise<Packet> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: server.address, port: server.port });
    let heard = Buffer.alloc(0);
    const finish = (result: Packet | Error): void => {
      socket.destroy();
      if (result instanceof Error) reject(result);
      else resolve(result);
    };
    socket.setTimeout(timeoutMs, () => finish(timedOut()));
    socket.once('error', finish);
    socket.once('end', () => finish(timedOut()));
    socket.once('connect', () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(packet.length);
      socket.write(Buffer.concat([length, packet]));
    });
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length < 2 || heard.length < 2 + heard.readUInt16BE()) return;
      finish(readReply(heard.subarray(2)) ?? Object.assign(new Error('bad answer'), { code: 'EBADRESP' }));
    });
  });

/** What any machine on the way may have sent: undefined where it is no DNS message. */
const readReply = (message: Buffer): Packet | undefined => {
  try {
    const packet = decode(message);
    return packet.type === 'response' ? packet : undefined;
  } catch {
    return undefined;
  }
};

const plain = (name: string): string => name.replace(/\.$/, '').toLowerCase();

const valueOf = (answer: Answer): string | undefined => {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return answer.data;
    case 'CNAME':
    case 'NS':
      return plain(answer.data);
    case 'SOA':
      return plain(answer.data.mname);
    default:
      return undefined;
  }
};

/** An absence is remembered for the lesser of the SOA's own TTL and its last field (RFC 2308, section 5). */
const ttlOf = (answer: Answer): number => {
  const ttl = 'ttl' in answer ? (answer.ttl ?? 0) : 0;
  return answer.type === 'SOA' ? Math.min(ttl, answer.data.minimum ?? ttl) : ttl;
};

const recordsOf = (answers: readonly Answer[] | undefined): readonly DnsReplyRecord[] =>
  (answers ?? []).flatMap((answer) => {
    const value = valueOf(answer);
    return value === undefined
      ? []
      : [{ name: plain(answer.name), type: answer.type, ttl: ttlOf(answer), value }];
  });

const codes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const codeMask = 0x0f;
const truncated = 0x02_00;

const replyOf = (packet: Packet): DnsReply => ({
  code: codes[(packet.flags ?? 0) & codeMask] ?? 'ERROR',
  authoritative: ((packet.flags ?? 0) & AUTHORITATIVE_ANSWER) !== 0,
  answers: recordsOf(packet.answers),
  authority: recordsOf(packet.authorities),
});

const udpAgain = async (server: Required<NameServer>, id: number, packet: Buffer): Promise<Packet> => {
  for (let left = tries; ; left -= 1)
    try {
      return await overUdp(server, id, packet);
    } catch (error) {
      if (left <= 1) throw error;
    }
};

/**
 * Asks one name server: over UDP, over TCP where the answer is too long for that.
 * @param recursive true for a resolver; the servers of a zone are asked for what they know themselves
 * Rejects with Node's error, `code` `ETIMEOUT` where nothing is heard.
 */
export async function askServer(
  server: NameServer,
  name: string,
  type: DnsRecordType,
  recursive: boolean,
): Promise<DnsReply> {
  const where = { address: server.address, port: server.port ?? dnsPort };
  const { id, packet } = question(name, type, recursive);
  const reply = await udpAgain(where, id, packet);
  return replyOf(((reply.flags ?? 0) & truncated) === 0 ? reply : await overTcp(where, packet));
}
