'use strict';

// Neither server can be told an address, and both call listen(port, callback), which means every address.
const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function (port, listening) {
  return listen.call(this, port, '127.0.0.1', listening);
};
