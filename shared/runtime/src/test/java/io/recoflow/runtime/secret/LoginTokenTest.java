package io.recoflow.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

class LoginTokenTest {

    private static final String HOST = "shop.abcdefgh.eu-central-1.rds.amazonaws.com";
    private static final AwsCredentialsProvider USER =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret/key+"));
    private static final AwsCredentialsProvider ROLE = StaticCredentialsProvider.create(
            AwsSessionCredentials.create("AKIDEXAMPLE", "secret/key+", "session/token=+"));

    /** Two that are signed in the same second are the same. */
    @RepeatedTest(2)
    void isTheOneThatTheSdkMakes() {
        for (AwsCredentialsProvider credentials : new AwsCredentialsProvider[] {USER, ROLE}) {
            String own;
            String sdks;
            int tries = 0;
            do {
                own = LoginToken.of("jdbc:mysql://" + HOST + ":3307/shop?a=b", "etl user", "eu-central-1", credentials);
                sdks = RdsUtilities.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(credentials)
                        .build()
                        .generateAuthenticationToken(
                                token -> token.hostname(HOST).port(3307).username("etl user"));
            } while (!date(own).equals(date(sdks)) && ++tries < 10);

            assertThat(parameters(own))
                    .containsExactlyInAnyOrderElementsOf(parameters(sdks))
                    .contains("X-Amz-Expires=900", "DBUser=etl%20user");
            assertThat(own).startsWith(sdks.substring(0, sdks.indexOf('?') + 1));
        }
    }

    @Test
    void thePortIsThatOfTheDatabaseWhereTheUrlNamesNone() {
        assertThat(LoginToken.of("jdbc:mysql://" + HOST + "/shop", "etl", "eu-central-1", USER))
                .startsWith(HOST + ":3306/?");
        assertThat(LoginToken.of("jdbc:postgresql://" + HOST, "etl", "eu-central-1", USER))
                .startsWith(HOST + ":5432/?");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://shop.abc.eu-central-1.rds.amazonaws.com:3306/shop, eu-central-1",
        "jdbc:postgresql://shop.cluster-ro-abc.us-gov-west-1.rds.amazonaws.com/shop, us-gov-west-1",
        "jdbc:mysql://shop.abc.cn-north-1.rds.amazonaws.com.cn/shop, cn-north-1",
        "jdbc:mysql://replica.example.com/shop, ap-south-1",
    })
    void theRegionIsInTheHostsNameOrElseWhatTheSdkFinds(String url, String region) {
        System.setProperty("aws.region", "ap-south-1");
        try {
            assertThat(LoginToken.region(url)).isEqualTo(region);
        } finally {
            System.clearProperty("aws.region");
        }
    }

    @Test
    void aTokenIsForOneHost() {
        assertThat(LoginToken.canBeFor("jdbc:mysql://one:3306/shop")).isTrue();
        assertThat(LoginToken.canBeFor("jdbc:mysql://one,two/shop")).isFalse();
        assertThat(LoginToken.canBeFor("jdbc:mysql:///shop")).isFalse();
        assertThat(LoginToken.canBeFor("jdbc:mysql://address=(host=one)/shop")).isFalse();
    }

    /** Their order is no part of what is signed. */
    private static List<String> parameters(String token) {
        return List.of(token.substring(token.indexOf('?') + 1).split("&"));
    }

    private static String date(String token) {
        Matcher date = Pattern.compile("X-Amz-Date=(\\w+)").matcher(token);
        assertThat(date.find()).isTrue();
        return date.group(1);
    }
}
