package dev.tule.aws.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceHostTest {

    @ParameterizedTest
    @CsvSource({
        "dynamodb.us-east-1.amazonaws.com,      dynamodb,   us-east-1, -",
        "ec2.eu-west-1.localhost:4566,          ec2,        eu-west-1, -",
        "rds.amazonaws.com,                     rds,        -,         -",
        "monitoring.us-east-1.amazonaws.com,    monitoring, us-east-1, -",
        "queue.amazonaws.com,                   sqs,        -,         -",
        "us-west-2.queue.amazonaws.com,         sqs,        us-west-2, -",
        "s3.amazonaws.com,                      s3,         -,         -",
        "s3.eu-central-1.amazonaws.com,         s3,         eu-central-1, -",
        "s3-eu-west-1.amazonaws.com,            s3,         eu-west-1, -",
        "s3.dualstack.eu-west-1.amazonaws.com,  s3,         eu-west-1, -",
        "box.s3.amazonaws.com,                  s3,         -,         box",
        "my.dotted.box.s3.amazonaws.com:80,     s3,         -,         my.dotted.box",
        "box.s3.us-gov-west-1.amazonaws.com,    s3,         us-gov-west-1, box",
        "box.s3.localhost:4566,                 s3,         -,         box",
        "box.localhost:4566:4566,               s3,         -,         box",
        "BOX.localhost,                         s3,         -,         box",
        "s3.localhost,                          s3,         -,         -",
        "localhost:4566,                        -,          -,         -",
        "127.0.0.1:4566,                        -,          -,         -",
        "[::1]:4566,                            -,          -,         -",
        "'',                                    -,          -,         -",
    })
    void aHostNamesServiceRegionAndBucket(
            String authority, String service, String region, String bucket) {
        ServiceHost host = ServiceHost.of(authority, List.of("s3.localhost", "localhost"));
        assertThat(host.service().orElse("-")).isEqualTo(service);
        assertThat(host.region().orElse("-")).isEqualTo(region);
        assertThat(host.bucket().orElse("-")).isEqualTo(bucket);
    }
}
