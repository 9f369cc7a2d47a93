'use strict';

// dynalite, which enforces no limits, with the faults of a busy DynamoDB in front of it. `POST /faults` sets them:
// {"seed": 1, "throttled": 0.3, "unanswered": 0.05, "hot": "P1", "hotThrottled": 0.9, "delayMillis": 5}.
const { Readable } = require('node:stream');
const dynalite = require('dynalite');

const [port] = process.argv.slice(2);
const TYPES = 'com.amazonaws.dynamodb.v20120810#';
const server = dynalite({ createTableMs: 20, updateTableMs: 20, deleteTableMs: 20 });
const [answer] = server.listeners('request');
let faults = { seed: 1, throttled: 0, unanswered: 0, hot: null, hotThrottled: 0, delayMillis: 0 };
let counts = { writes: 0, throttled: 0, unanswered: 0 };
let random = Math.random;

// mulberry32
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
}

function throttle(response, reason) {
  counts.throttled++;
  send(response, 400, {
    __type: TYPES + 'ProvisionedThroughputExceededException',
    message: 'The level of configured provisioned throughput for the table was exceeded',
    ThrottlingReasons: [{ reason, resource: 'arn:aws:dynamodb:local' }],
  });
}

// Does what was asked for, and fails to say so.
function leaveUnanswered(request, body, response) {
  counts.unanswered++;
  const end = response.end;
  response.writeHead = () => response;
  response.end = () => {
    delete response.writeHead;
    response.end = end;
    for (const name of response.getHeaderNames()) {
      response.removeHeader(name);
    }
    send(response, 500, { __type: TYPES + 'InternalServerError', message: 'The answer was lost' });
  };
  pass(request, body, response);
}

function pass(request, body, response) {
  const again = Readable.from([body]);
  again.headers = request.headers;
  again.method = request.method;
  again.url = request.url;
  again.socket = request.socket;
  answer.call(server, again, response);
}

function write(request, body, response) {
  counts.writes++;
  if (faults.hot && body.includes('"' + faults.hot + '"') && random() < faults.hotThrottled) {
    throttle(response, 'IndexWriteKeyRangeThroughputExceeded');
  } else if (random() < faults.throttled) {
    throttle(response, 'TableWriteProvisionedThroughputExceeded');
  } else if (random() < faults.unanswered) {
    leaveUnanswered(request, body, response);
  } else {
    pass(request, body, response);
  }
}

function handle(request, body, response) {
  if (request.url === '/counts') {
    send(response, 200, counts);
  } else if (request.url === '/faults') {
    const told = counts;
    faults = { ...faults, ...JSON.parse(body) };
    random = seeded(faults.seed);
    counts = { writes: 0, throttled: 0, unanswered: 0 };
    send(response, 200, told);
  } else if ((request.headers['x-amz-target'] || '').endsWith('.PutItem')) {
    faults.delayMillis
        ? setTimeout(() => write(request, body, response), faults.delayMillis)
        : write(request, body, response);
  } else {
    pass(request, body, response);
  }
}

server.removeAllListeners('request');
server.on('request', (request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => handle(request, Buffer.concat(chunks), response));
});
server.listen(Number(port));
