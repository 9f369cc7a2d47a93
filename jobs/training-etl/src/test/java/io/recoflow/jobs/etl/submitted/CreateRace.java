package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.storage.FileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Submitted with the job's jar: many threads create the same new file at once, and each round prints how many were told that they did. */
public final class CreateRace {

    private static final int THREADS = 8;
    private static final int ROUNDS = 20;

    private CreateRace() {}

    /** @param arguments the folder of the files */
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
        Path folder = new Path(arguments[0]);
        FileStorage storage = FileStorage.of(folder, configuration);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Path file = new Path(folder, "round-" + round);
                List<Future<Boolean>> tries = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    byte[] content = ("thread " + thread).getBytes(UTF_8);
                    tries.add(threads.submit(() -> {
                        start.await();
                        return storage.createNew(file, content);
                    }));
                }
                int winners = 0;
                for (Future<Boolean> each : tries) {
                    winners += each.get() ? 1 : 0;
                }
                System.out.println("winners=" + winners);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
