package dev.tule.ec2.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AwsFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PublicParametersTest {
    private static final String LATEST = "/aws/service/ami-amazon-linux-latest/";
    private static final String AL2023 = LATEST + "al2023-ami-kernel-default-x86_64";
    private static final String DEBIAN = "/aws/service/debian/release/12/latest/amd64";

    private final PublicParameters parameters = new PublicParameters("eu-west-1");

    @Test
    void aParameterIsTheIdentifierOfTheImageThatItMeansHere() {
        Map<?, ?> found = parameter(AL2023);

        assertThat(found.get("Value")).isEqualTo("ami-00000000000000001");
        assertThat(found.get("ARN")).isEqualTo("arn:aws:ssm:eu-west-1::parameter" + AL2023);
        assertThat(found.get("DataType")).isEqualTo("aws:ec2:image");
    }

    @Test
    void versionsAndArnsAreUnderstood() {
        assertThat(name(AL2023 + ":1")).isEqualTo(AL2023);
        assertThat(name("arn:aws:ssm:eu-west-1::parameter" + AL2023)).isEqualTo(AL2023);
        assertThatThrownBy(() -> name(AL2023 + ":2")).isInstanceOf(AwsFault.class);
    }

    private Map<?, ?> parameter(String asked) {
        return (Map<?, ?>)
                Objects.requireNonNull(
                        call("GetParameter", Map.of("Name", asked)).get("Parameter"));
    }

    private Object name(String asked) {
        return Objects.requireNonNull(parameter(asked).get("Name"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> call("GetParameter", Map.of("Name", "/my/own")))
                .isInstanceOfSatisfying(
                        AwsFault.class,
                        fault ->
                                assertThat(fault.awsErrorDetails().errorCode())
                                        .isEqualTo("ParameterNotFound"));
        assertThat(call("GetParameters", Map.of("Names", List.of("/my/own", DEBIAN))))
                .satisfies(
                        answer -> {
                            assertThat(answer.get("InvalidParameters"))
                                    .isEqualTo(List.of("/my/own"));
                            assertThat((List<?>) answer.get("Parameters")).hasSize(1);
                        });
    }

    @Test
    void pathsGoInPages() {
        List<Object> names = new ArrayList<>();
        Map<String, Object> request = new HashMap<>();
        request.put("Path", "/aws/service");
        request.put("Recursive", true);
        request.put("MaxResults", 2L);
        boolean more = true;
        while (more) {
            Map<String, Object> page = call("GetParametersByPath", request);
            for (Object each : (List<?>) Objects.requireNonNull(page.get("Parameters"))) {
                names.add(Objects.requireNonNull(((Map<?, ?>) each).get("Name")));
            }
            more = page.containsKey("NextToken");
            request.put("NextToken", page.getOrDefault("NextToken", ""));
        }

        assertThat(names).contains(AL2023, DEBIAN).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void onlyDirectChildrenUnlessAskedForMore() {
        assertThat((List<?>) call("GetParametersByPath", Map.of("Path", LATEST)).get("Parameters"))
                .isNotEmpty();
        assertThat(
                        (List<?>)
                                call("GetParametersByPath", Map.of("Path", "/aws/service/"))
                                        .get("Parameters"))
                .isEmpty();
    }

    private Map<String, Object> call(String operation, Map<String, Object> request) {
        return parameters.call(operation, request);
    }
}
