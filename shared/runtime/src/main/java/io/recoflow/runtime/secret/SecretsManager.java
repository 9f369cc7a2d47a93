package io.recoflow.runtime.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * Reads database credentials from AWS Secrets Manager, with the credentials and region that the AWS SDK finds by
 * itself. No message holds any part of a secret.
 */
public final class SecretsManager implements AutoCloseable {

    private static final Pattern ARN = Pattern.compile("arn:[^:]+:secretsmanager:([^:]+):.*");
    /** The one field that may be empty. */
    private static final String PASSWORD = "password";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    private SecretsManager() {}

    /** Connects to nothing yet. */
    public static SecretsManager create() {
        return new SecretsManager();
    }

    /**
     * A secret of the form that Amazon RDS writes: a JSON object with {@code username} and {@code password}, and perhaps
     * {@code engine}, {@code host}, {@code port} and {@code dbname}.
     *
     * @param secretId name or ARN; an ARN also names the region
     * @throws JobException {@link ExitCode#UNAVAILABLE} where the service cannot be reached or refuses access, {@link
     *     ExitCode#USAGE} where there is no such secret or it has another form
     */
    public DatabaseSecret databaseSecret(String secretId) {
        JsonNode secret = parse(secretId, fetch(secretId));
        return new DatabaseSecret(
                secretId,
                new DatabaseCredentials(
                        textIn(secret, "username", secretId), new Secret(textIn(secret, PASSWORD, secretId))),
                optional(secret, "engine"),
                optional(secret, "host"),
                optional(secret, "port"),
                optional(secret, "dbname"));
    }

    /** A text or a number: a port may be either. */
    private static Optional<String> optional(JsonNode secret, String field) {
        return Optional.of(secret.path(field).asText("")).filter(text -> !text.isBlank());
    }

    private String fetch(String secretId) {
        SecretsManagerClientBuilder builder = SecretsManagerClient.builder().httpClient(http);
        regionIn(secretId).ifPresent(builder::region);
        try (SecretsManagerClient client = builder.build()) {
            String value =
                    client.getSecretValue(request -> request.secretId(secretId)).secretString();
            return value == null ? "" : value;
        } catch (ResourceNotFoundException e) {
            throw new JobException(
                    ExitCode.USAGE,
                    "Cannot read secret " + secretId,
                    "there is no secret of that name in this account and region",
                    "Check the name, or give the secret's ARN.",
                    e);
        } catch (SecretsManagerException e) {
            throw unavailable(
                    secretId,
                    reason(e),
                    "Allow the job's role secretsmanager:GetSecretValue on it" + " and kms:Decrypt on its key.",
                    e);
        } catch (SdkException e) {
            throw unavailable(
                    secretId,
                    String.valueOf(e.getMessage()),
                    "Give the job a role, an AWS region and a network" + " path to Secrets Manager.",
                    e);
        }
    }

    private static JobException unavailable(String secretId, String cause, String fix, SdkException trigger) {
        return new JobException(ExitCode.UNAVAILABLE, "Cannot read secret " + secretId, cause, fix, trigger);
    }

    private static String reason(SecretsManagerException failure) {
        return failure.awsErrorDetails() == null
                ? "AWS Secrets Manager answered with status " + failure.statusCode()
                : "AWS Secrets Manager answered "
                        + failure.awsErrorDetails().errorCode() + ", "
                        + failure.awsErrorDetails().errorMessage();
    }

    private static Optional<Region> regionIn(String secretId) {
        Matcher arn = ARN.matcher(secretId);
        return arn.matches() ? Optional.of(Region.of(arn.group(1))) : Optional.empty();
    }

    private static JsonNode parse(String secretId, String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Neither its message nor the exception may travel on: both quote the text.
        }
        throw malformed(secretId, "its text is not a JSON object");
    }

    private static String textIn(JsonNode secret, String field, String secretId) {
        JsonNode value = secret.path(field);
        if (!value.isTextual() || (value.textValue().isEmpty() && !field.equals(PASSWORD))) {
            throw malformed(secretId, "its JSON has no text field '" + field + "'");
        }
        return value.textValue();
    }

    private static JobException malformed(String secretId, String cause) {
        return new JobException(
                ExitCode.USAGE,
                "Secret " + secretId + " has no database credentials",
                cause,
                "Store {\"username\":…,\"password\":…}, as Amazon RDS does, or name another secret.");
    }

    @Override
    public void close() {
        http.close();
    }
}
