import io.recoflow.runtime.launch.{Job, JobLauncher}

/**
 * Starts a job on AWS Glue, which runs Scala and Python scripts only: the one whose class stands behind --main-class. A
 * failure becomes an exception and not an exit of the process: that is how Glue learns of it, and its message stands
 * beside the run.
 */
object RecoflowJob {

  private val MainClass = "--main-class"

  def main(arguments: Array[String]): Unit = {
    val place = arguments.indexOf(MainClass)
    if (place < 0 || place + 1 == arguments.length) {
      throw new IllegalArgumentException(
        s"There is no job to start: the argument $MainClass is missing. Deploy the stack of this release again."
      )
    }
    val job = Class.forName(arguments(place + 1)).getConstructor().newInstance().asInstanceOf[Job]
    val exitCode =
      JobLauncher.launch(job, arguments.patch(place, Nil, 2), System.getenv(), System.out, System.err)
    if (exitCode != 0) {
      throw new IllegalStateException(
        s"${job.name()} ended with exit code $exitCode: lines of its log that begin with its name say why."
      )
    }
  }
}
