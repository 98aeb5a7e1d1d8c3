package dev.tule.compute.qmp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What stands on a line of the protocol. */
sealed interface QmpMessage {
    /** Longer lines end the connection: no answer that is asked for here comes near it. */
    int LONGEST_LINE = 4 << 20;

    JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(100)
                                                    .maxStringLength(LONGEST_LINE)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** {@code {"QMP": {"version": ..., "capabilities": [...]}}}, the first line. */
    record Greeting() implements QmpMessage {}

    /** {@code {"return": ..., "id": ...}} */
    record Answer(long id, JsonNode value) implements QmpMessage {}

    /** {@code {"error": {"class": ..., "desc": ...}, "id": ...}}; without an id it is nobody's. */
    record Refusal(long id, String description) implements QmpMessage {}

    /** {@code {"event": ..., "data": ..., "timestamp": ...}} */
    record Told(QmpEvent event) implements QmpMessage {}

    /**
     * @throws IOException when the line isn't one of the protocol's
     */
    static QmpMessage parse(byte[] line) throws IOException {
        JsonNode root = JSON.readTree(line);
        if (root == null || !root.isObject()) {
            throw new IOException("not a message of QMP");
        }
        long id = root.path("id").asLong(-1);
        if (root.has("return")) {
            return new Answer(id, root.path("return"));
        }
        if (root.has("error")) {
            return new Refusal(id, root.path("error").path("desc").asText("no description"));
        }
        if (root.has("event")) {
            JsonNode data = root.path("data");
            return new Told(
                    new QmpEvent(
                            root.path("event").asText(),
                            data.isObject() ? data : JSON.createObjectNode()));
        }
        if (root.has("QMP")) {
            return new Greeting();
        }
        throw new IOException("not a message of QMP");
    }

    static byte[] command(long id, String name, Map<String, ?> arguments) throws IOException {
        Map<String, Object> message = new TreeMap<>();
        message.put("execute", name);
        message.put("id", id);
        if (!arguments.isEmpty()) {
            message.put("arguments", arguments);
        }
        byte[] json = JSON.writeValueAsBytes(message);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
