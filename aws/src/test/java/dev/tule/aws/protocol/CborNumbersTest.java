package dev.tule.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.tule.aws.shape.MalformedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Timestamps in CBOR, which come in whatever width their value fits (Smithy RPC v2 CBOR). */
class CborNumbersTest {
    private static final CBORFactory FACTORY = JsonFactories.cbor(8, 1000);

    private interface WrittenNumber {
        void write(JsonGenerator out) throws IOException;
    }

    private static Instant timestamp(WrittenNumber number) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(body)) {
            out.writeStartObject();
            out.writeFieldName("Timestamp");
            number.write(out);
            out.writeEndObject();
        }
        MetricDatum.Builder datum = MetricDatum.builder();
        new JsonReader(FACTORY).read(body.toByteArray(), datum);
        return datum.build().timestamp();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 128, 1_795_399_680, 1_795_401_600, 4_102_444_800L})
    void secondsThatFit32BitsAreExact(long second) throws IOException {
        assertThat((long) (float) second).isEqualTo(second);

        Instant exactly = Instant.ofEpochSecond(second);
        assertThat(timestamp(out -> out.writeNumber((float) second))).isEqualTo(exactly);
        assertThat(timestamp(out -> out.writeNumber((double) second))).isEqualTo(exactly);
        assertThat(timestamp(out -> out.writeNumber(second))).isEqualTo(exactly);
    }

    @Test
    void millisecondsAreExact() throws IOException {
        assertThat(timestamp(out -> out.writeNumber(1_795_399_681.123)))
                .isEqualTo(Instant.ofEpochMilli(1_795_399_681_123L));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNoTime(float value) {
        assertThatThrownBy(() -> timestamp(out -> out.writeNumber(value)))
                .isInstanceOf(MalformedRequest.class);
        assertThatThrownBy(() -> timestamp(out -> out.writeNumber((double) value)))
                .isInstanceOf(MalformedRequest.class);
    }
}
