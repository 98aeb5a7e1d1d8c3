package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tule.aws.ServedApi;
import dev.tule.aws.shape.Shape;
import dev.tule.http.Headers;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Every parser of outside bytes, through the door: no input is a fault of ours. The corpus beside
 * this class's resources is run as regression tests; with {@code JAZZER_FUZZ=1} Jazzer looks for
 * more.
 */
class DoorFuzzTest {
    private final FrontDoor door =
            TestDoor.serving(
                    Everything.SERVICES.stream()
                            .filter(service -> !service.name().equals("ec2"))
                            .map(DoorFuzzTest::served)
                            .toArray(ServedApi[]::new));

    private static ServedApi served(Everything.Service service) {
        return Everything.serve(
                service,
                (_, arguments) ->
                        Shape.build(
                                (SdkPojo)
                                        Class.forName(
                                                        arguments[0]
                                                                .getClass()
                                                                .getName()
                                                                .replaceFirst(
                                                                        "Request$", "Response"))
                                                .getMethod("builder")
                                                .invoke(null)));
    }

    @FuzzTest
    void json(byte[] body) throws Exception {
        String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
        answered(Raw.json(door, "DynamoDB_20120810.TransactWriteItems", text));
    }

    @FuzzTest
    void xml(byte[] body) throws Exception {
        String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
        String target = "/box?lifecycle";
        answered(Raw.send(door, "PUT", "localhost", target, Headers.none(), text));
    }

    @FuzzTest
    void form(byte[] body) throws Exception {
        String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
        answered(Raw.form(door, "Action=CreateDBInstance&" + text));
    }

    @FuzzTest
    void uri(FuzzedDataProvider data) throws Exception {
        String method = data.pickValue(new String[] {"GET", "PUT", "POST", "DELETE", "HEAD"});
        String authority = data.consumeAsciiString(40);
        String target = "/" + data.consumeRemainingAsAsciiString();
        answered(Raw.send(door, method, authority, target, Headers.none(), ""));
    }

    private static void answered(Raw.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 400, 404, 405, 413, 501);
    }
}
