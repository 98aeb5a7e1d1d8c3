package dev.tule.clients;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the AWS SDK for Java, pointed at a server. */
final class Sdk {
    static final Region REGION = Region.US_EAST_1;
    static final AwsCredentialsProvider KEY =
            StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(Tule.ACCESS_KEY, Tule.SECRET_KEY));

    private Sdk() {}

    static S3Client s3(Tule tule) {
        return pointed(S3Client.builder().forcePathStyle(true), tule).build();
    }

    static DynamoDbClient dynamodb(Tule tule) {
        return pointed(DynamoDbClient.builder(), tule).build();
    }

    static RdsClient rds(Tule tule) {
        return pointed(RdsClient.builder(), tule).build();
    }

    static Ec2Client ec2(Tule tule) {
        return pointed(Ec2Client.builder(), tule).build();
    }

    static AutoScalingClient scaling(Tule tule) {
        return pointed(AutoScalingClient.builder(), tule).build();
    }

    static AcmClient acm(Tule tule) {
        return pointed(AcmClient.builder(), tule).build();
    }

    static CloudWatchClient cloudWatch(Tule tule) {
        return pointed(CloudWatchClient.builder(), tule).build();
    }

    static <B extends AwsClientBuilder<B, ?>> B pointed(B builder, Tule tule) {
        return builder.endpointOverride(tule.aws()).region(REGION).credentialsProvider(KEY);
    }
}
