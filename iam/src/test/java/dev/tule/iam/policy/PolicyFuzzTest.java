package dev.tule.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.Authoriser.Decision;
import dev.tule.iam.policy.PolicyDocument.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Documents come from outside: each is read or refused, and none takes long to evaluate. */
class PolicyFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "'",
                    "\\u0000",
                    "null",
                    "true",
                    "1e9",
                    "-0.1",
                    "\"Version\"",
                    "\"2012-10-17\"",
                    "\"Statement\"",
                    "\"Effect\"",
                    "\"Allow\"",
                    "\"Action\"",
                    "\"Resource\"",
                    "\"Condition\"",
                    "\"StringLike\"",
                    "\"aws:username\"",
                    "\"ForAllValues:ArnLikeIfExists\"",
                    "\"*\"",
                    "\"s3:*?*\"",
                    "\"arn:aws:s3:::b/${\"",
                    "\"arn:aws:s3:::b/${aws:username, 'x'}*\"",
                    "\"Null\"",
                    "\"IpAddress\"",
                    "\"::/0\"");
    private static final String SOUND =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:?ut*"],\
            "Resource":"arn:aws:s3:::b/${aws:username}/*","Condition":{"StringLike":{"aws:username":\
            ["a*","${aws:username}"]},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},\
            "NumericLessThan":{"s3:max-keys":"10"},"DateLessThan":{"aws:CurrentTime":"2026-01-01"}}}]}""";

    @Test
    void whatIsNoPolicyIsRefusedAndNothingElseHappens() {
        long seed = System.nanoTime();
        System.out.println("PolicyFuzzTest's seed: " + seed);
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String document = i % 2 == 0 ? pieces(random) : mutated(random);
            try {
                PolicyDocument policy = PolicyDocument.parse(document, Kind.IDENTITY);
                Asked asked =
                        new Asked("s3:GetObject", "arn:aws:s3:::b/alice/x", key -> values(random));
                assertThat(PolicyDocument.decide(List.of(policy), asked)).isNotNull();
                read++;
            } catch (MalformedPolicyException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
        assertThat(read).as("documents that are policies").isPositive();
    }

    private static List<String> values(Random random) {
        return List.of("10.1.1.1", "alice", "9", "2025-01-01T00:00:00Z")
                .subList(0, random.nextInt(5));
    }

    private static String pieces(Random random) {
        StringBuilder document = new StringBuilder();
        for (int n = random.nextInt(30); n > 0; n--) {
            document.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return document.toString();
    }

    private static String mutated(Random random) {
        StringBuilder document = new StringBuilder(SOUND);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(document.length());
            switch (random.nextInt(3)) {
                case 0 -> document.deleteCharAt(at);
                case 1 -> document.setCharAt(at, (char) random.nextInt(0x3000));
                default -> document.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return document.toString();
    }

    @Test
    void patternsThatBacktrackEndSoon() {
        String stars = "*a".repeat(1000) + "b";
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            resources.add("\"arn:aws:s3:::" + stars + i + "\"");
        }
        String document =
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":"
                        + resources
                        + "}}";
        PolicyDocument policy = PolicyDocument.parse(document, Kind.IDENTITY);
        long start = System.nanoTime();
        Decision decision =
                PolicyDocument.decide(
                        List.of(policy),
                        new Asked(
                                "s3:GetObject",
                                "arn:aws:s3:::" + "a".repeat(1024),
                                key -> List.of()));
        assertThat(decision).isEqualTo(Decision.IMPLICIT_DENY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
