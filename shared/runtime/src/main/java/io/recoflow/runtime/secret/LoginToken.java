package io.recoflow.runtime.secret;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * What takes the place of a password where AWS's own rights say who may log in to a database of Amazon RDS: a signed URL
 * that is good for a new connection within 15 minutes. It is the one that {@code RdsUtilities} of the AWS SDK makes, by
 * the same signer, without RDS's whole client in a job's jar.
 */
public final class LoginToken {

    private static final Pattern URL =
            Pattern.compile("jdbc:(?<database>mysql|postgresql)://(?<host>[^:/?,()]+)(?::(?<port>\\d+))?(?:[/?].*)?");
    private static final Pattern RDS_HOST =
            Pattern.compile(".+\\.([a-z]+(?:-[a-z0-9]+)+)\\.rds\\.amazonaws\\.com(\\.cn)?");
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);

    private LoginToken() {}

    /** Whether a JDBC URL names one host, for which a token can be signed. */
    public static boolean canBeFor(String url) {
        return URL.matcher(url).matches();
    }

    /**
     * The region to sign for: that in the name of RDS's host, or else the one that the AWS SDK finds.
     *
     * @throws JobException with exit code 2 where there is none
     */
    public static String region(String url) {
        Matcher parts = URL.matcher(url);
        Matcher host = RDS_HOST.matcher(parts.matches() ? parts.group("host") : "");
        if (host.matches()) {
            return host.group(1);
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkException unknown) {
            throw new JobException(
                    ExitCode.USAGE,
                    "Cannot sign login tokens for " + url,
                    "neither its host nor anything else names an AWS region",
                    "Set AWS_REGION",
                    unknown);
        }
    }

    /** @throws SQLException where there are no credentials of AWS */
    static String of(String url, String user, String region) throws SQLException {
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            return of(url, user, region, credentials);
        } catch (SdkException refused) {
            throw new SQLInvalidAuthorizationSpecException(
                    "Cannot sign a login token for user " + user + ": " + refused.getMessage(), refused);
        }
    }

    static String of(String url, String user, String region, AwsCredentialsProvider credentials) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("No single host in " + url);
        }
        int port = Optional.ofNullable(parts.group("port"))
                .map(Integer::valueOf)
                .orElse(parts.group("database").equals("mysql") ? 3306 : 5432);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("https")
                .host(parts.group("host"))
                .port(port)
                .encodedPath("/")
                .putRawQueryParameter("DBUser", user)
                .putRawQueryParameter("Action", "connect")
                .build();
        String signed = AwsV4HttpSigner.create()
                .sign(builder -> builder.identity(credentials.resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, GOOD_FOR))
                .request()
                .getUri()
                .toString();
        return signed.substring("https://".length());
    }
}
