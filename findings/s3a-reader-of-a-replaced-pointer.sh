#!/usr/bin/env bash
# Guess: S3 replaces an object as one, so who reads a small pointer file through S3A while another process writes it anew
#   gets the old content or the new one.
# Really: opening looks at the object, and the first read asks for the version of that look only (If-Match): where the
#   pointer was replaced between the two requests, the read ends with RemoteFileChangedException. The object is whole and
#   there all the time, and the window is a round trip, so it shows in one read of some thousands.
# Why it matters: a "latest" pointer is the file that is replaced most and read most. A job that reads it by Hadoop's
#   FileSystem, as many table formats do with theirs, fails now and then on S3, and never on a disk or in HDFS.
# Remedy: read again; or fs.s3a.change.detection.mode=none for a session that reads whole small files only.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-runtime</artifactId><version>3.4.2</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-aws</artifactId><version>3.4.2</version>
      <exclusions><exclusion><groupId>software.amazon.awssdk</groupId><artifactId>bundle</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>s3</artifactId><version>2.42.28</version></dependency>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>s3-transfer-manager</artifactId><version>2.42.28</version></dependency>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>sts</artifactId><version>2.42.28</version></dependency>
    <dependency><groupId>org.apache.commons</groupId><artifactId>commons-lang3</artifactId><version>3.19.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
mvn -B -q dependency:copy -Dartifact=com.adobe.testing:s3mock:4.12.4:jar:exec -DoutputDirectory=.
# In place of S3Mock's own server, whose second port listens on every network interface.
cat >loopback.xml <<'XML'
<beans xmlns="http://www.springframework.org/schema/beans" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd">
  <bean id="webServerFactory" class="org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory"/>
</beans>
XML
port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
java -jar s3mock-4.12.4-exec.jar --server.address=127.0.0.1 --server.port="$port" --server.ssl.enabled=false \
  --spring.main.sources="file://$folder/loopback.xml" --spring.main.allow-bean-definition-overriding=true \
  --com.adobe.testing.s3mock.store.initial-buckets=lake >server.log 2>&1 &
server=$!
for _ in $(seq 90); do curl -sf "http://127.0.0.1:$port/" >/dev/null && break; sleep 1; done
cat >Look.java <<'JAVA'
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

public class Look {
    public static void main(String[] arguments) throws Exception {
        Configuration settings = new Configuration();
        settings.set("fs.s3a.endpoint", arguments[0]);
        settings.set("fs.s3a.endpoint.region", "us-east-1");
        settings.set("fs.s3a.path.style.access", "true");
        settings.set("fs.s3a.connection.ssl.enabled", "false");
        settings.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        settings.set("fs.s3a.access.key", "local");
        settings.set("fs.s3a.secret.key", "local");
        Path pointer = new Path("s3a://lake/_latest");
        FileSystem files = pointer.getFileSystem(settings);
        write(files, pointer, "old");
        String seen;
        try (FSDataInputStream reader = files.open(pointer)) {
            write(files, pointer, "new");
            seen = new String(reader.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException failure) {
            seen = failure.getClass().getSimpleName();
        }
        try (FSDataInputStream reader = files.open(pointer)) {
            System.out.println("replaced between open and read: " + seen + "; read again: "
                    + new String(reader.readAllBytes(), StandardCharsets.UTF_8));
        }
        System.exit(seen.equals("RemoteFileChangedException") ? 0 : 1);
    }

    private static void write(FileSystem files, Path file, String text) throws java.io.IOException {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
JAVA
echo "hadoop-aws 3.4.2, AWS SDK 2.42.28, S3Mock 4.12.4"
java -cp "$(cat classpath)" Look.java "http://127.0.0.1:$port"
# Seen: replaced between open and read: RemoteFileChangedException; read again: new
