import io.recoflow.jobs.embeddings.LoadEmbeddings
import io.recoflow.runtime.launch.JobLauncher

/**
 * Starts load-embeddings on AWS Glue, which runs Scala and Python scripts only. A failure becomes an exception
 * and not an exit of the process: that is how Glue learns of it, and its message stands beside the run.
 */
object GlueLoadEmbeddings {

  def main(arguments: Array[String]): Unit = {
    val exitCode = JobLauncher.launch(new LoadEmbeddings(), arguments, System.getenv(), System.out, System.err)
    if (exitCode != 0) {
      throw new IllegalStateException(
        s"load-embeddings ended with exit code $exitCode: lines of its log that begin with its name say why."
      )
    }
  }
}
