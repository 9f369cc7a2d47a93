package io.recoflow.lake.hourly;

import java.util.Optional;

/**
 * Which batch of which writer. A writer's batches have ascending numbers, and one that is repeated has the same rows.
 *
 * @param writer stays the same for as long as the numbers ascend, and no two writers of a table share it
 * @param formerWriter another name under which earlier releases may have appended the writer's last batch
 */
public record BatchId(String writer, Optional<String> formerWriter, long number) {

    public BatchId(String writer, long number) {
        this(writer, Optional.empty(), number);
    }
}
