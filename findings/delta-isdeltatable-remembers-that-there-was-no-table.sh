#!/usr/bin/env bash
# Guess: DeltaTable.isDeltaTable(path) looks whether there is a table at the path when it is asked.
# Really: who asks while another process makes the table (its _delta_log is there, and its first commit is not yet) is told no
#   for as long as the process goes on asking, long after the commit; spark.read() finds the rows at the same moment. Where
#   the folder was not there either, the next answer is right.
# Why it matters: a job that runs for weeks and asks before each batch (is there a list of customers to leave out?) may never
#   see the list that a command in another process writes. Within one process, as in tests, all is well.
# Remedy: DeltaLog.forTable(spark, path).update(…).version() >= 0, or read the table and take the error for a no.
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
    <dependency><groupId>io.delta</groupId><artifactId>delta-spark_4.1_2.13</artifactId><version>4.2.0</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
cat >Ask.java <<'JAVA'
import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;

public class Ask {
    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
        if (arguments.length > 0) {
            spark.range(3).write().format("delta").save("table");
            System.exit(0);
        }
        new java.io.File("table/_delta_log").mkdirs();
        boolean before = DeltaTable.isDeltaTable(spark, "table");
        new ProcessBuilder("bash", "write.sh").inheritIO().start().waitFor();
        boolean after = DeltaTable.isDeltaTable(spark, "table");
        Thread.sleep(10_000);
        boolean later = DeltaTable.isDeltaTable(spark, "table");
        long rows = spark.read().format("delta").load("table").count();
        System.out.println("before: " + before + "; when another process has made it: " + after + "; 10 s later: " + later
                + "; rows that are read then: " + rows);
        System.exit(!before && !after && !later && rows == 3 ? 0 : 1);
    }
}
JAVA
opens=$(printf -- '--add-opens=java.base/%s=ALL-UNNAMED ' java.lang java.lang.invoke java.nio java.util sun.nio.ch sun.util.calendar)
echo "SPARK_LOCAL_IP=127.0.0.1 java $opens -cp \"\$(cat classpath)\" Ask.java write" >write.sh
echo "spark-sql 4.1.1, delta-spark 4.2.0"
# shellcheck disable=SC2086 # several options in one variable
SPARK_LOCAL_IP=127.0.0.1 java $opens -cp "$(cat classpath)" Ask.java 2>log || { tail -n 20 log; exit 1; }
# Seen: before: false; when another process has made it: false; 10 s later: false; rows that are read then: 3
