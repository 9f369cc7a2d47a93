'use strict';

// PostgreSQL with pgvector over TCP: PGlite, which is one session in this process, for clients of protocol 3.0.
// Usage: node pglite-server.cjs NODE_MODULES PORT
//
// A client's messages run as one unit up to the next Sync or Query, and no other client's run while its transaction is
// open. The rows of a COPY … FROM STDIN are gathered here, since PGlite takes them only together with the statement.

const { createRequire } = require('node:module');
const { createServer } = require('node:net');
const { join } = require('node:path');

const [modules, port] = process.argv.slice(2);
const load = createRequire(join(modules, 'pglite-server.cjs'));
const { PGlite } = load('@electric-sql/pglite');
const { vector } = load('@electric-sql/pglite-pgvector');

const PROTOCOL_3 = 0x30000;
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const COPY_FROM_STDIN = /^\s*COPY\s.*\sFROM\s+STDIN\b/is;
const COPIED_COLUMNS = 2;

class Engine {
  constructor(database) {
    this.database = database;
    this.waiting = [];
    this.busy = false;
    this.owner = null;
  }

  // Resolves to the answer of a client's unit, when it was its turn.
  run(client, unit) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ client, unit, resolve, reject });
      this.next();
    });
  }

  leave(client) {
    this.waiting = this.waiting.filter((each) => each.client !== client);
    if (this.owner === client) {
      this.run(client, frame('Q', Buffer.from('ROLLBACK\0'))).catch(console.error);
    }
  }

  async next() {
    if (this.busy) {
      return;
    }
    const index = this.waiting.findIndex((each) => this.owner === null || each.client === this.owner);
    if (index < 0) {
      return;
    }
    const [turn] = this.waiting.splice(index, 1);
    this.busy = true;
    try {
      const answer = await this.database.execProtocolRaw(turn.unit);
      this.owner = this.database.isInTransaction() ? turn.client : null;
      turn.resolve(Buffer.from(answer));
    } catch (error) {
      turn.reject(error);
    } finally {
      this.busy = false;
      this.next();
    }
  }
}

class Client {
  constructor(engine, socket) {
    this.engine = engine;
    this.socket = socket;
    this.started = false;
    this.received = [];
    this.unit = [];
    this.copying = false;
    this.work = Promise.resolve();
    socket.on('data', (data) => this.receive(data));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.engine.leave(this));
  }

  receive(data) {
    this.received.push(data);
    for (let message = this.nextMessage(); message !== null; message = this.nextMessage()) {
      this.accept(message);
    }
  }

  nextMessage() {
    const prefix = this.started ? 1 : 0;
    let available = this.received.reduce((sum, part) => sum + part.length, 0);
    if (available < prefix + 4) {
      return null;
    }
    if (this.received[0].length < prefix + 4) {
      this.received = [Buffer.concat(this.received)];
    }
    const length = prefix + this.received[0].readInt32BE(prefix);
    if (available < length) {
      return null;
    }
    const all = this.received.length === 1 ? this.received[0] : Buffer.concat(this.received);
    this.received = all.length > length ? [all.subarray(length)] : [];
    return all.subarray(0, length);
  }

  accept(message) {
    if (!this.started) {
      this.start(message);
      return;
    }
    const type = String.fromCharCode(message[0]);
    if (type === 'X') {
      this.socket.end();
    } else if (this.copying) {
      this.unit.push(message);
      if (type === 'c' || type === 'f') {
        this.copying = false;
        this.flush(withoutCopyInResponse);
      }
    } else if (type === 'Q' && COPY_FROM_STDIN.test(message.toString('utf8', 5, message.length - 1))) {
      this.copying = true;
      this.unit.push(message);
      this.work = this.work.then(() => this.socket.write(copyInResponse()));
    } else {
      this.unit.push(message);
      if (type === 'Q' || type === 'S') {
        this.flush((answer) => answer);
      }
    }
  }

  start(message) {
    const code = message.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      this.socket.write('N');
    } else if (code === PROTOCOL_3) {
      this.started = true;
      this.unit.push(message);
      this.flush((answer) => answer);
    } else {
      // PGlite cannot cancel; nothing else is known.
      this.socket.destroy(code === CANCEL_REQUEST ? undefined : new Error(`Unknown start: ${code}`));
    }
  }

  flush(transform) {
    const unit = Buffer.concat(this.unit);
    this.unit = [];
    this.work = this.work
      .then(() => this.engine.run(this, unit))
      .then((answer) => this.socket.write(transform(answer)))
      .catch((error) => this.socket.destroy(error));
  }
}

function frame(type, body) {
  const message = Buffer.alloc(5 + body.length);
  message.write(type, 0, 'latin1');
  message.writeInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}

function copyInResponse() {
  const body = Buffer.alloc(3 + 2 * COPIED_COLUMNS);
  body.writeInt8(1, 0);
  body.writeInt16BE(COPIED_COLUMNS, 1);
  for (let column = 0; column < COPIED_COLUMNS; column++) {
    body.writeInt16BE(1, 3 + 2 * column);
  }
  return frame('G', body);
}

// The client has it already.
function withoutCopyInResponse(answer) {
  const kept = [];
  for (let at = 0; at < answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] !== 'G'.charCodeAt(0)) {
      kept.push(answer.subarray(at, at + 1 + answer.readInt32BE(at + 1)));
    }
  }
  return Buffer.concat(kept);
}

async function main() {
  const database = await PGlite.create({ extensions: { vector } });
  const engine = new Engine(database);
  createServer((socket) => new Client(engine, socket)).listen(Number(port), () => console.log('Ready'));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
