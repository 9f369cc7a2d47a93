#!/usr/bin/env bash
# Guess: Spark passes over files whose name begins with an underscore where it looks through a folder, since Hadoop's
#   markers are called so; a file that is named outright is read.
# Really: the same filter is over files that are named. Of two named files it reads one, without a warning; of one such file
#   it reads no row, or says that it cannot infer a schema. Without a wildcard, too.
# Why it matters: pointers and markers of many tables (_latest, _SUCCESS, _delta_log, _manifest) are called so, and reading
#   one by spark.read.json(path) or spark.read.text(path) gives nothing.
# Remedy: give what Spark shall read another name, or read it by Hadoop's FileSystem.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.spark</groupId><artifactId>spark-sql_2.13</artifactId><version>4.1.1</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
echo '{"snapshot": "1"}' >_latest
echo '{"snapshot": "1"}' >latest
cat >Read.java <<'JAVA'
import org.apache.spark.sql.SparkSession;

public class Read {
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        long plain = spark.read().text("latest").count();
        long marked = spark.read().text("_latest").count();
        long both = spark.read().text("latest", "_latest").count();
        System.out.println("rows of latest: " + plain + "; of _latest: " + marked + "; of both, each named: " + both);
        System.exit(plain == 1 && marked == 0 && both == 1 ? 0 : 1);
    }
}
JAVA
opens=$(printf -- '--add-opens=java.base/%s=ALL-UNNAMED ' java.lang java.lang.invoke java.nio java.util sun.nio.ch sun.util.calendar)
echo "spark-sql 4.1.1"
# shellcheck disable=SC2086 # several options in one variable
SPARK_LOCAL_IP=127.0.0.1 java $opens -cp "$(cat classpath)" Read.java 2>log || { tail -n 20 log; exit 1; }
# Seen: rows of latest: 1; of _latest: 0; of both, each named: 1
