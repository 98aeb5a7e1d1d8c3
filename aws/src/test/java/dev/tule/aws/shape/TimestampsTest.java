package dev.tule.aws.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

class TimestampsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2013-05-06T07:08:09Z",
                "2013-05-06T07:08:09.000Z",
                "2013-05-06T09:08:09+02:00",
                "2013-05-06T07:08:09",
                "2013-05-06T07:08:09.000000",
                "1367824089"
            })
    void theWaysInWhichClientsWriteAMomentAreRead(String text) {
        assertThat(Timestamps.parse(text, Format.ISO_8601))
                .isEqualTo(Instant.ofEpochSecond(1_367_824_089));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2013-05-06T", "2013-05-06T07:08:09X", "yesterday", "-"})
    void whatIsNoMomentIsRefused(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text, Format.ISO_8601))
                .hasMessageContaining("is not a timestamp");
    }
}
