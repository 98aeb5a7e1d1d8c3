package dev.tule.aws.frontdoor;

import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import java.lang.invoke.MethodHandles;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Services that implement every operation of their interface, all alike. */
final class Everything {

    /**
     * @param name of its facts
     * @param signingName in its signatures' scope
     */
    record Service(String name, String signingName, Class<? extends SdkClient> api) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Service> SERVICES =
            List.of(
                    new Service("dynamodb", "dynamodb", DynamoDbClient.class),
                    new Service("s3", "s3", S3Client.class),
                    new Service("iam", "iam", IamClient.class),
                    new Service("sts", "sts", StsClient.class),
                    new Service("ec2", "ec2", Ec2Client.class),
                    new Service("rds", "rds", RdsClient.class),
                    new Service("autoscaling", "autoscaling", AutoScalingClient.class),
                    new Service("cloudwatch", "monitoring", CloudWatchClient.class),
                    new Service("acm", "acm", AcmClient.class),
                    new Service("lambda", "lambda", LambdaClient.class));

    private Everything() {}

    /** The operation's answer, by its name. */
    public interface Answers {
        Object answer(String operation, Object[] arguments) throws Exception;
    }

    static ServedApi.Sdk<SdkClient> serve(Service service, Answers answers) {
        SdkClient object = implement(service, answers);
        @SuppressWarnings("unchecked") // its package and class loader are all that is asked of it
        Class<SdkClient> api = (Class<SdkClient>) service.api;
        return new ServedApi.Sdk<>(
                service.name,
                service.signingName,
                api,
                _ -> object,
                (_, operation, _) -> Permission.onAny(service.signingName + ":" + operation));
    }

    /** The operations of a service, as the front door sees them. */
    static List<Operation> operations(Service service) {
        Class<?> complete = implement(service, (_, _) -> "").getClass();
        return Operation.of(complete).values().stream()
                .sorted(Comparator.comparing(Operation::name))
                .toList();
    }

    private static SdkClient implement(Service service, Answers answers) {
        byte[] code = CompleteService.code(service.api, "Complete_" + service.name);
        try {
            MethodHandles.Lookup defined = MethodHandles.lookup().defineHiddenClass(code, true);
            return (SdkClient)
                    defined.lookupClass().getConstructor(Answers.class).newInstance(answers);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
