import io.recoflow.jobs.etl.TrainingEtl
import io.recoflow.runtime.launch.JobLauncher

/**
 * Starts training-etl on AWS Glue, which runs Scala and Python scripts only. A failure becomes an exception
 * and not an exit of the process: that is how Glue learns of it, and its message stands beside the run.
 */
object GlueTrainingEtl {

  def main(arguments: Array[String]): Unit = {
    val exitCode = JobLauncher.launch(new TrainingEtl(), arguments, System.getenv(), System.out, System.err)
    if (exitCode != 0) {
      throw new IllegalStateException(
        s"training-etl ended with exit code $exitCode: lines of its log that begin with its name say why."
      )
    }
  }
}
