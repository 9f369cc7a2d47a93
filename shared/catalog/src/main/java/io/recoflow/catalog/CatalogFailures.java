package io.recoflow.catalog;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/** Says in one line what the catalog refused and what to do about it. */
final class CatalogFailures {

    private CatalogFailures() {}

    /** The end of the job, with exit code 3. */
    static JobException ended(String problem, CatalogTable table, SdkException failure) {
        return new JobException(
                ExitCode.UNAVAILABLE,
                problem,
                cause(table, failure),
                fix(table, failure) + ", then run the job again",
                failure);
    }

    static boolean isConcurrentChange(Throwable failure) {
        return failure instanceof ConcurrentModificationException || failure instanceof AlreadyExistsException;
    }

    private static String cause(CatalogTable table, SdkException failure) {
        if (failure instanceof EntityNotFoundException) {
            return "the Data Catalog has no database " + table.database() + " in this account and region";
        }
        if (isConcurrentChange(failure)) {
            return "something else changed it each time that the job tried";
        }
        if (failure instanceof AwsServiceException refused) {
            return refused.awsErrorDetails() == null
                    ? "AWS Glue answered with status " + refused.statusCode()
                    : "AWS Glue answered "
                            + refused.awsErrorDetails().errorCode() + ", "
                            + refused.awsErrorDetails().errorMessage();
        }
        return String.valueOf(failure.getMessage());
    }

    private static String fix(CatalogTable table, SdkException failure) {
        if (failure instanceof EntityNotFoundException) {
            return "Create the database " + table.database() + " in the Data Catalog";
        }
        if (isConcurrentChange(failure)) {
            return "Find out what else changes the table";
        }
        return failure instanceof AwsServiceException
                ? "Allow the job's role glue:GetTable, glue:CreateTable and glue:UpdateTable on the catalog, the database"
                        + " and the table"
                : "Give the job a role, an AWS region and a network path to Glue";
    }
}
