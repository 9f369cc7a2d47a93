package io.recoflow.dynamodb;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What fails at a table, as a job tells it. */
final class TableFailures {

    private TableFailures() {}

    /** What does not pass by itself. */
    static JobException of(String table, Throwable failure) {
        String fix = Causes.find(failure, ResourceNotFoundException.class).isPresent()
                ? "Make the table, or check its name, its region and its account"
                : "Check the region, the network path to DynamoDB, the credentials and their rights";
        return new JobException(ExitCode.UNAVAILABLE, "Cannot use the table " + table, message(failure), fix, failure);
    }

    static JobException inVain(TableSettings settings, TableItem item, int tries, Throwable failure) {
        return new JobException(
                ExitCode.UNAVAILABLE,
                "Cannot put the item " + item.text(settings.key()) + " into the table " + settings.table(),
                "for " + settings.patience().toSeconds() + " s, " + tries + " tries failed, the last with: "
                        + message(failure),
                "Check the table's capacity and the network path to DynamoDB",
                failure);
    }

    static String refusal(TableSettings settings, TableItem item, Throwable failure) {
        return "DynamoDB refuses the item " + item.text(settings.key()) + ": " + message(failure);
    }

    /** The service's own words, without the request's id that follows them. */
    private static String message(Throwable failure) {
        return Causes.find(failure, DynamoDbException.class)
                .map(DynamoDbException::awsErrorDetails)
                .map(details -> String.valueOf(details.errorMessage()))
                .orElseGet(() -> Causes.of(failure).stream()
                        .map(Throwable::getMessage)
                        .filter(text -> text != null && !text.isBlank())
                        .reduce((outer, inner) -> inner)
                        .orElseGet(failure::toString));
    }
}
