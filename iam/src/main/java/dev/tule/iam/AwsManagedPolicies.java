package dev.tule.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Those of AWS's own policies that say something about the services here (AWS Managed Policy
 * Reference), without what they say about others. Any other of AWS's can be attached as well, and
 * allows nothing.
 */
final class AwsManagedPolicies {
    static final String PREFIX = "arn:aws:iam::aws:policy/";

    private static final String STATEMENT = "{\"Effect\":\"Allow\",\"%s\":[%s],\"Resource\":\"*\"}";
    private static final String EVERYTHING_BUT =
            STATEMENT.formatted(
                    "NotAction", quoted(List.of("iam:*", "organizations:*", "account:*")));

    private static final Map<String, List<String>> ALLOWED =
            Map.ofEntries(
                    Map.entry("AdministratorAccess", List.of("*")),
                    Map.entry(
                            "ReadOnlyAccess",
                            List.of(
                                    "acm:Describe*",
                                    "acm:Get*",
                                    "acm:List*",
                                    "autoscaling:Describe*",
                                    "autoscaling:Get*",
                                    "cloudwatch:Describe*",
                                    "cloudwatch:Get*",
                                    "cloudwatch:List*",
                                    "dynamodb:BatchGet*",
                                    "dynamodb:Describe*",
                                    "dynamodb:Get*",
                                    "dynamodb:List*",
                                    "dynamodb:Query",
                                    "dynamodb:Scan",
                                    "ec2:Describe*",
                                    "ec2:Get*",
                                    "elasticloadbalancing:Describe*",
                                    "iam:Get*",
                                    "iam:List*",
                                    "iam:Simulate*",
                                    "rds:Describe*",
                                    "rds:Download*",
                                    "rds:List*",
                                    "s3:Get*",
                                    "s3:List*",
                                    "ssm:Describe*",
                                    "ssm:Get*",
                                    "ssm:List*",
                                    "sts:GetAccessKeyInfo")),
                    Map.entry("IAMFullAccess", List.of("iam:*")),
                    Map.entry(
                            "IAMReadOnlyAccess", List.of("iam:Get*", "iam:List*", "iam:Simulate*")),
                    Map.entry("AmazonS3FullAccess", List.of("s3:*")),
                    Map.entry(
                            "AmazonS3ReadOnlyAccess",
                            List.of("s3:Get*", "s3:List*", "s3:Describe*")),
                    Map.entry("AmazonDynamoDBFullAccess", List.of("dynamodb:*")),
                    Map.entry("AmazonDynamoDBFullAccess_v2", List.of("dynamodb:*")),
                    Map.entry(
                            "AmazonDynamoDBReadOnlyAccess",
                            List.of(
                                    "dynamodb:BatchGetItem",
                                    "dynamodb:Describe*",
                                    "dynamodb:GetItem",
                                    "dynamodb:List*",
                                    "dynamodb:Query",
                                    "dynamodb:Scan")),
                    Map.entry(
                            "AmazonEC2FullAccess",
                            List.of(
                                    "autoscaling:*",
                                    "cloudwatch:*",
                                    "ec2:*",
                                    "elasticloadbalancing:*")),
                    Map.entry(
                            "AmazonEC2ReadOnlyAccess",
                            List.of(
                                    "autoscaling:Describe*",
                                    "cloudwatch:Describe*",
                                    "cloudwatch:GetMetricStatistics",
                                    "cloudwatch:ListMetrics",
                                    "ec2:Describe*",
                                    "elasticloadbalancing:Describe*")),
                    Map.entry(
                            "AutoScalingFullAccess",
                            List.of(
                                    "autoscaling:*",
                                    "cloudwatch:PutMetricAlarm",
                                    "ec2:Describe*",
                                    "elasticloadbalancing:Describe*")),
                    Map.entry("AutoScalingReadOnlyAccess", List.of("autoscaling:Describe*")),
                    Map.entry(
                            "CloudWatchFullAccess",
                            List.of("autoscaling:Describe*", "cloudwatch:*")),
                    Map.entry(
                            "CloudWatchFullAccessV2",
                            List.of("autoscaling:Describe*", "cloudwatch:*")),
                    Map.entry(
                            "CloudWatchReadOnlyAccess",
                            List.of(
                                    "autoscaling:Describe*",
                                    "cloudwatch:Describe*",
                                    "cloudwatch:Get*",
                                    "cloudwatch:List*")),
                    Map.entry(
                            "ElasticLoadBalancingFullAccess",
                            List.of("ec2:Describe*", "elasticloadbalancing:*")),
                    Map.entry(
                            "ElasticLoadBalancingReadOnly",
                            List.of("ec2:Describe*", "elasticloadbalancing:Describe*")),
                    Map.entry(
                            "AmazonRDSFullAccess",
                            List.of(
                                    "cloudwatch:DescribeAlarms",
                                    "cloudwatch:GetMetricData",
                                    "cloudwatch:GetMetricStatistics",
                                    "cloudwatch:ListMetrics",
                                    "ec2:Describe*",
                                    "rds:*")),
                    Map.entry(
                            "AmazonRDSReadOnlyAccess",
                            List.of(
                                    "cloudwatch:GetMetricData",
                                    "cloudwatch:GetMetricStatistics",
                                    "cloudwatch:ListMetrics",
                                    "ec2:Describe*",
                                    "rds:Describe*",
                                    "rds:ListTagsForResource")),
                    Map.entry(
                            "AmazonRDSDataFullAccess",
                            List.of(
                                    "rds-data:*",
                                    "secretsmanager:GetSecretValue",
                                    "secretsmanager:ListSecrets")),
                    Map.entry("SecretsManagerReadWrite", List.of("secretsmanager:*")),
                    Map.entry(
                            "AmazonSSMReadOnlyAccess",
                            List.of("ssm:Describe*", "ssm:Get*", "ssm:List*")),
                    Map.entry("AWSCertificateManagerFullAccess", List.of("acm:*")),
                    Map.entry(
                            "AWSCertificateManagerReadOnly",
                            List.of("acm:DescribeCertificate", "acm:Get*", "acm:List*")));

    private AwsManagedPolicies() {}

    /** The document of a policy, if it is one of those. */
    static Optional<String> document(String arn) {
        if (!arn.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String name = arn.substring(PREFIX.length());
        if (name.equals("PowerUserAccess")) {
            return Optional.of(
                    document(List.of(EVERYTHING_BUT, allowing(List.of("iam:ListRoles")))));
        }
        return Optional.ofNullable(ALLOWED.get(name))
                .map(actions -> document(List.of(allowing(actions))));
    }

    private static String document(List<String> statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String allowing(List<String> actions) {
        return STATEMENT.formatted("Action", quoted(actions));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
    }
}
