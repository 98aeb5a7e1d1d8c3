package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.shape.Shape;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Whatever a request says, it is answered with 200 or with a 4xx that its protocol has a name for:
 * never with 500, and the service never sees a union with two members.
 */
class MalformedTest {
    /** Another each time; {@code -Dtule.seed=N} takes it back, and failures name it. */
    private static final long SEED = Long.getLong("tule.seed", System.nanoTime());

    private static final int MUTATIONS = 6;
    private static final String SIGNS = "{}[]\"<>/&=%.,:0-";

    private static final List<String> JSON_BODIES =
            List.of(
                    "{}",
                    "",
                    "[]",
                    "null",
                    "7",
                    "\"x\"",
                    "{",
                    "{\"a\":}",
                    "{}{}",
                    "{\"\\ud800\":1}",
                    "\u0000",
                    "[".repeat(100_000),
                    "{\"a\":".repeat(100_000));

    static Stream<Everything.Service> services() {
        return Everything.SERVICES.stream();
    }

    private final Random random = new Random(SEED);
    private final Map<String, Integer> statuses = new TreeMap<>();

    @ParameterizedTest
    @MethodSource("services")
    void noRequestIsAFaultOfOurs(Everything.Service service) throws Exception {
        FrontDoor door =
                TestDoor.serving(
                        Everything.serve(
                                service,
                                (operation, arguments) -> response(arguments[0].getClass())));
        Wire wire = new Wire(service);
        for (Operation operation : Everything.operations(service)) {
            for (Request request : requests(wire, operation)) {
                check(door, operation, request);
            }
        }
        System.out.println(service + ": " + statuses);
    }

    private static Object response(Class<?> request) throws ReflectiveOperationException {
        String name = request.getName().replaceFirst("Request$", "Response");
        return Shape.build((SdkPojo) Class.forName(name).getMethod("builder").invoke(null));
    }

    private List<Request> requests(Wire wire, Operation operation) throws Exception {
        List<Request> all = new ArrayList<>();
        Wire.Sent sent = wire.sent(operation);
        if (wire.isJson()) {
            JSON_BODIES.forEach(body -> all.add(sent.withBody(bytes(body)).request()));
            for (String body : Misfits.of(operation)) {
                all.add(sent.withBody(bytes(body)).request());
            }
        } else if (!wire.isRest()) {
            String action = "Action=" + operation.name() + "&Version=2000-01-01";
            all.add(sent.withBody(bytes(action)).request());
            all.add(sent.withBody(bytes(action + "&=&%&A.B=%zz")).request());
            all.add(sent.withBody(bytes(action + "&a".repeat(20_000))).request());
            all.add(sent.withBody(bytes(action + "&a" + ".b".repeat(5000) + "=1")).request());
            for (String form : Misfits.forms(operation)) {
                all.add(sent.withBody(bytes(action + form)).request());
            }
        } else {
            for (String body : List.of("", "<", "<a/>", "<a><b></a>", "{}", "<a>".repeat(9000))) {
                all.add(sent.withBody(bytes(body)).request());
            }
            all.add(sent.withBody(bytes("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")).request());
        }
        for (int i = 0; i < MUTATIONS; i++) {
            all.add(sent.withBody(mutated(sent.body())).request());
        }
        return all;
    }

    private byte[] mutated(byte[] body) {
        byte[] copy = body.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && copy.length > 0; i++) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt();
                case 1 -> copy[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
                case 2 -> copy = Arrays.copyOf(copy, at);
                default -> copy[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return copy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void check(FrontDoor door, Operation operation, Request request) throws Exception {
        Response response = door.handle(request);
        String body = new String(InProcessHttp.content(response), StandardCharsets.UTF_8);
        statuses.merge(String.valueOf(response.status()), 1, Integer::sum);
        assertThat(response.status())
                .as("%s, seed %d: %s", operation, SEED, body)
                .matches(
                        status ->
                                status == 200 || (status >= 400 && status < 500) || status == 501);
        if (response.status() >= 400 && !request.method().equals("HEAD")) {
            assertThat(body).as("%s, seed %d", operation, SEED).containsIgnoringCase("message");
        }
    }
}
