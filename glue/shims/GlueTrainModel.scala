import io.recoflow.jobs.train.TrainModel
import io.recoflow.runtime.launch.JobLauncher

/**
 * Starts train-model on AWS Glue, which runs Scala and Python scripts only. A failure becomes an exception
 * and not an exit of the process: that is how Glue learns of it, and its message stands beside the run.
 */
object GlueTrainModel {

  def main(arguments: Array[String]): Unit = {
    val exitCode = JobLauncher.launch(new TrainModel(), arguments, System.getenv(), System.out, System.err)
    if (exitCode != 0) {
      throw new IllegalStateException(
        s"train-model ended with exit code $exitCode: lines of its log that begin with its name say why."
      )
    }
  }
}
