package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkRequest;

/** What the documents say is implemented is what the services override, no more and no less. */
class OperationTablesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern OPERATION = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");

    @ParameterizedTest
    @CsvSource({
        "s3.md, dev.tule.s3.S3Service",
        "dynamodb.md, dev.tule.dynamodb.DynamoDbService",
        "ec2.md, dev.tule.ec2.Ec2Service",
        "auto-scaling.md, dev.tule.autoscaling.AutoScalingService",
        "cloudwatch.md, dev.tule.cloudwatch.CloudWatchService",
        "elb.md, dev.tule.elb.ElbV2Service dev.tule.elb.classic.ClassicService",
        "rds.md, dev.tule.rds.RdsService dev.tule.rds.data.DataService",
        "acm.md, dev.tule.acm.AcmService",
        "iam.md, dev.tule.iam.IamService dev.tule.iam.StsService"
    })
    void theTableListsTheOperationsThatTheServiceHas(String document, String services)
            throws Exception {
        TreeSet<String> implemented = new TreeSet<>();
        for (String service : services.split(" ", -1)) {
            implemented.addAll(operations(Class.forName(service)));
        }

        assertThat(listed(DOCS.resolve(document))).isEqualTo(implemented);
    }

    /** Those of the class and of the interfaces of its own that it implements. */
    private static Set<String> operations(Class<?> service) {
        return Stream.concat(Stream.of(service), Arrays.stream(service.getInterfaces()))
                .filter(declaring -> declaring.getName().startsWith("dev.tule."))
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(OperationTablesTest::isOperation)
                .map(method -> method.getName())
                .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOperation(Method method) {
        return method.getParameterCount() > 0
                && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
    }

    private static Set<String> listed(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("|"))
                .flatMap(line -> OPERATION.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
