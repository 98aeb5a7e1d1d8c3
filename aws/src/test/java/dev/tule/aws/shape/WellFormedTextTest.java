package dev.tule.aws.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.protocol.WireError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Halves of surrogate pairs, which Java's strings can hold and no encoding can send. */
class WellFormedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d",
                "\ude00",
                "a\ud83d",
                "\ude00b",
                "\ude00\ud83d",
                "\ud83d\ud83d\ude00"
            })
    void aHalfThatStandsAloneIsNoText(String text) {
        assertThat(Text.isWellFormed(text)).isFalse();
        assertThat(Text.isWellFormed(Text.wellFormed(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\ud83d\ude00", "a\ud83d\ude00b\ud83d\ude00", "\u00e9\u6f22"})
    void wholePairsAndTheRestAreLeftAlone(String text) {
        assertThat(Text.isWellFormed(text)).isTrue();
        assertThat(Text.wellFormed(text)).isEqualTo(text);
    }

    @Test
    void anErrorThatQuotesHalfAPairCanBeSent() {
        assertThat(WireError.of("ValidationException", 400, "no '\ude2d'").message())
                .isEqualTo("no '?'");
    }
}
