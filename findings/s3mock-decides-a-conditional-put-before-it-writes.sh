#!/usr/bin/env bash
# Guess: a mock of S3 that answers a second PUT with If-None-Match: * by 412 decides like S3: of two at the same time one
#   wins.
# Really: S3Mock looks whether the object is there, and writes it then. One after the other, the second is refused; at the
#   same time both are often answered with 200, and one of them is lost.
# Why it matters: a test of two writers on one Delta log (or on any file that only one may create) fails on it now and then,
#   and the code under test is blamed; or a test of one thread passes, and shows nothing.
# Remedy: where writers race, a store that decides at the write; a map's putIfAbsent behind an HTTP server will do.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.adobe.testing:s3mock:4.12.4:jar:exec -DoutputDirectory="$folder" >/dev/null
port=$(node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
# In place of S3Mock's own, whose second port listens on every network interface.
cat >loopback.xml <<'XML'
<beans xmlns="http://www.springframework.org/schema/beans" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd">
  <bean id="webServerFactory" class="org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory"/>
</beans>
XML
java -Xmx512m -Djava.io.tmpdir="$folder" -jar s3mock-4.12.4-exec.jar --server.address=127.0.0.1 --server.port="$port" \
  --server.ssl.enabled=false --spring.main.sources="file:$folder/loopback.xml" \
  --spring.main.allow-bean-definition-overriding=true --com.adobe.testing.s3mock.store.initial-buckets=lake \
  >s3mock.log 2>&1 &
server=$!
cat >look.js <<'JS'
const http = require('http');
const agent = new http.Agent({keepAlive: true});
const port = Number(process.argv[2]);
const put = (key, body) => new Promise((done, failed) => {
  const request = http.request(
    {agent, host: '127.0.0.1', port, method: 'PUT', path: `/lake/${key}`, headers: {'If-None-Match': '*'}},
    answer => answer.resume().on('end', () => done(answer.statusCode)));
  request.on('error', failed);
  request.end(body);
});
const pause = millis => new Promise(done => setTimeout(done, millis));
(async () => {
  for (let tries = 0; ; tries++) {
    try { await put('warm', 'up'); break; } catch (e) { if (tries > 60) throw e; await pause(1000); }
  }
  const apart = [await put('apart', 'a'), await put('apart', 'b')];
  let both = 0;
  for (let round = 0; round < 100; round++) {
    const codes = await Promise.all([put(`key${round}`, 'a'), put(`key${round}`, 'b')]);
    if (codes.every(code => code === 200)) both++;
  }
  console.log(`one after the other ${apart}, both at once accepted in ${both} of 100 rounds`);
  process.exit(apart.join() === '200,412' && both > 0 ? 0 : 1);
})();
JS
echo "S3Mock 4.12.4, $(java -version 2>&1 | head -1), Node.js $(node --version)"
node look.js "$port"
