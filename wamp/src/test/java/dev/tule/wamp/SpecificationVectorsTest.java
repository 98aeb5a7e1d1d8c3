package dev.tule.wamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The test vectors of wamp-proto's {@code testsuite/}. Their licence keeps them out of this
 * repository: they are read from the directory named by {@code TULE_WAMP_VECTORS}, or {@code
 * shared/wamp-vectors} beside the repository. Where there is none there are no tests here; {@link
 * MessageTest} and {@link MalformedTest} always run.
 */
class SpecificationVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Serializer> SERIALIZERS =
            Map.of(
                    "json", Serializer.JSON,
                    "msgpack", Serializer.MESSAGE_PACK,
                    "cbor", Serializer.CBOR,
                    "ubjson", Serializer.UBJSON);

    /** What is listed beside UBJSON, and isn't: little-endian, with markers of its own. */
    private static final String ANOTHER_FORMAT = "BJData";

    @TestFactory
    Stream<DynamicTest> vectors() throws IOException {
        Optional<Path> directory = directory();
        if (directory.isEmpty()) {
            System.out.println(
                    "The specification's test vectors are not here (TULE_WAMP_VECTORS names their"
                            + " directory): only our own were run.");
            return Stream.empty();
        }
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.get().resolve("singlemessage"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (JsonNode sample : JSON.readTree(file.toFile()).get("samples")) {
                    add(
                            tests,
                            file.getFileName() + ": " + sample.get("description").asText(),
                            sample);
                }
            }
        }
        // 59 samples' encodings in JSON stand for 35 messages; so do those of the other formats.
        assertThat(tests).hasSize(4 * 35 + Serializer.values().length * 67);
        return tests.stream();
    }

    /**
     * The one vector of many messages is not played: its request ids (123, 789) break the
     * specification's own rule. Its steps are those of the router's {@code PublishTest}.
     */
    @Test
    void everyFileIsLookedAt() throws IOException {
        Optional<Path> directory = directory();
        if (directory.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory.get())) {
            assertThat(files.filter(Files::isRegularFile).map(directory.get()::relativize))
                    .filteredOn(file -> !file.startsWith("singlemessage"))
                    .map(Path::toString)
                    .containsExactlyInAnyOrder(
                            "SCHEMA.json",
                            "multisession/advanced/publisher_exclusion_disabled.json");
        }
    }

    private static Optional<Path> directory() {
        String named = System.getenv("TULE_WAMP_VECTORS");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path candidate = at.resolve("shared/wamp-vectors");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    private static void add(List<DynamicTest> tests, String name, JsonNode sample) {
        if (sample.has("wmsg")) {
            for (Serializer serializer : Serializer.values()) {
                tests.add(
                        DynamicTest.dynamicTest(
                                name + " in " + serializer, () -> validate(serializer, sample)));
            }
            return;
        }
        SERIALIZERS.forEach(
                (key, serializer) -> {
                    JsonNode encodings = sample.get("serializers").get(key);
                    if (encodings != null) {
                        tests.add(
                                DynamicTest.dynamicTest(
                                        name + " in " + key,
                                        () -> roundTrip(serializer, sample, encodings)));
                    }
                });
    }

    private static void validate(Serializer serializer, JsonNode sample) throws Exception {
        byte[] bytes = encode(serializer, sample.get("wmsg"));
        JsonNode expected = sample.get("expected_error");
        if (expected == null) {
            serializer.decode(bytes, Limits.DEFAULT);
            return;
        }
        assertThatThrownBy(() -> serializer.decode(bytes, Limits.DEFAULT))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining(expected.get("contains").asText());
    }

    private static byte[] encode(Serializer serializer, JsonNode message) {
        ItemWriter writer = serializer.writer(64);
        writer.value(JSON.convertValue(message, Object.class));
        return writer.toBytes();
    }

    private static void roundTrip(Serializer serializer, JsonNode sample, JsonNode encodings)
            throws Exception {
        List<String> expected = new ArrayList<>();
        for (JsonNode encoding : encodings) {
            if (encoding.path("note").asText().startsWith(ANOTHER_FORMAT)) {
                continue;
            }
            byte[] bytes = HexFormat.of().parseHex(encoding.get("bytes_hex").asText());
            Message message = serializer.decode(bytes, Limits.DEFAULT);
            checkAttributes(sample.get("expected_attributes"), message);
            expected.add(form(serializer, bytes));
            expected.add(form(serializer, without(bytes, serializer)));
        }
        byte[] first = HexFormat.of().parseHex(encodings.get(0).get("bytes_hex").asText());
        Message message = serializer.decode(first, Limits.DEFAULT);
        // The specification asks that one of the encodings listed comes out.
        assertThat(expected).contains(form(serializer, serializer.encode(message)));
    }

    private static String form(Serializer serializer, byte[] bytes) {
        return serializer == Serializer.JSON
                ? new String(bytes, UTF_8)
                : HexFormat.of().formatHex(bytes);
    }

    /** JSON without its optional spaces. */
    private static byte[] without(byte[] bytes, Serializer serializer) {
        try {
            return serializer == Serializer.JSON
                    ? JSON.writeValueAsBytes(JSON.readTree(bytes))
                    : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkAttributes(JsonNode expected, Message message) throws Exception {
        assertThat(message.type().code()).isEqualTo(expected.get("message_type").asInt());
        JsonNode wire = JSON.readTree(Serializer.JSON.encode(message));
        if (expected.has("request_id")) {
            int place = message instanceof ErrorMessage ? 2 : 1;
            assertThat(wire.get(place).asLong()).isEqualTo(expected.get("request_id").asLong());
        }
        Payload payload = payload(message);
        JsonNode args = expected.get("args");
        if (payload != null && args != null && !args.isNull()) {
            assertThat(payload.arguments()).isEqualTo(longs(args));
        }
        JsonNode kwargs = expected.get("kwargs");
        if (payload != null && kwargs != null && !kwargs.isNull()) {
            assertThat(payload.argumentsKw())
                    .isEqualTo(
                            Serializer.JSON
                                    .reader(
                                            kwargs.toString().getBytes(UTF_8),
                                            0,
                                            kwargs.toString().getBytes(UTF_8).length,
                                            Limits.DEFAULT)
                                    .readValue());
        }
        JsonNode opaque = expected.get("payload");
        if (payload != null && opaque != null && !opaque.isNull()) {
            assertThat(payload.argument(0)).isEqualTo(HexFormat.of().parseHex(opaque.asText()));
        }
    }

    /** Our integers are longs, Jackson's are as short as may be. */
    private static List<?> longs(JsonNode list) throws MalformedMessage {
        byte[] bytes = list.toString().getBytes(UTF_8);
        return (List<?>)
                java.util.Objects.requireNonNull(
                        Serializer.JSON.reader(bytes, 0, bytes.length, Limits.DEFAULT).readValue());
    }

    private static @org.jspecify.annotations.Nullable Payload payload(Message message) {
        return switch (message) {
            case Publish publish -> publish.payload();
            case Event event -> event.payload();
            case Call call -> call.payload();
            case Result result -> result.payload();
            default -> null;
        };
    }
}
