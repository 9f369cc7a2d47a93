package io.recoflow.kinesis.client;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Where credentials come from: the SDK's default chain, and a role assumed with those where one is given. */
final class Credentials {

    private Credentials() {}

    static AwsCredentialsProvider of(ClientSettings settings) {
        AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        AssumedRole role = settings.role();
        if (role == null) {
            return chain;
        }
        StsClientBuilder sts =
                StsClient.builder().credentialsProvider(chain).httpClientBuilder(UrlConnectionHttpClient.builder());
        if (settings.region() != null) {
            sts.region(Region.of(settings.region()));
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.build())
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(role.sessionName())
                        .externalId(role.externalId()))
                .asyncCredentialUpdateEnabled(true)
                .build();
    }
}
