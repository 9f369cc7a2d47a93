package io.recoflow.lake.publish;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.lake.rules.RuleAction;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.CommonOptions;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Judged rows as they were written: the good ones, and what is to be said of the others.
 *
 * @param accepted the good rows, which no reader sees yet
 * @param balance of all rows
 * @param rules each rule that was applied, and how many rows broke it; a row may break several
 */
public record JudgedDataset(
        WrittenDataset accepted,
        RowBalance balance,
        List<RuleCount> rules,
        RejectedRows rejected,
        Path rejectedFolder,
        List<WrittenFile> rejectedFiles) {

    /**
     * What a run puts up with.
     *
     * @param mostRejected share of the rows read, 0 to 1
     * @param input what the rows come from, as a message names it: {@code the table ratings}
     * @param fixForNone what to do where it has no row
     */
    public record Tolerance(double mostRejected, String input, String fixForNone) {}

    /** @throws JobException with {@link ExitCode#CONTRACT_VIOLATED} where the rows are not good enough to be published */
    public void require(Tolerance tolerance) {
        rejected.verify(rejectedFolder, rejectedFiles);
        if (balance.read() == 0) {
            throw refused(tolerance.input() + " is empty", tolerance.fixForNone());
        }
        Optional<RuleCount> failing = rules.stream()
                .filter(count -> count.rule().action() == RuleAction.FAIL && count.rows() > 0)
                .findFirst();
        if (failing.isPresent()) {
            throw refused(
                    failing.get().rows() + " rows break the rule "
                            + failing.get().rule().name() + ", whose action is fail",
                    "Look at the rows in " + rejectedFolder + " and correct the source");
        }
        if (balance.rejectedShare() > tolerance.mostRejected()) {
            throw refused(
                    balance.rejected() + " of " + balance.read() + " rows were rejected, more than the share of "
                            + tolerance.mostRejected() + " that " + CommonOptions.MAX_REJECTED + " allows",
                    "Look at the rows in " + rejectedFolder + " and correct the source, or raise "
                            + CommonOptions.MAX_REJECTED);
        }
    }

    private static JobException refused(String cause, String fix) {
        return new JobException(ExitCode.CONTRACT_VIOLATED, "Nothing was published", cause, fix);
    }
}
