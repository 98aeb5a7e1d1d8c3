package dev.tule.wamp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.auth.WampCra.Salting;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The expected values were computed by Autobahn for Python, 22.7.1. */
class WampCraTest {
    private static final String CHALLENGE =
            "{\"nonce\": \"LHRTC9zeOIrt_9U3\", \"session\": 3251278072152162}";

    @Test
    void keysAreDerivedAsAutobahnDerivesThem() {
        byte[] key = WampCra.key("secret1", new Salting("salt123", 1000, 32));
        assertThat(new String(key, StandardCharsets.US_ASCII))
                .isEqualTo("64xfzBvZhGDT7PB0bQwDeI8/WR1M9x6Cw5dt0yP9koc=");
        byte[] other = WampCra.key("pässword", new Salting("sälz", 100, 16));
        assertThat(new String(other, StandardCharsets.US_ASCII))
                .isEqualTo("rNnLoSRF5sCP03Gxi7BBnQ==");
    }

    @Test
    void challengesAreSignedWithTheSecret() throws Exception {
        Challenge challenge = new Challenge("wampcra", Dict.of("challenge", CHALLENGE));
        assertThat(WampCra.answer("secret1", challenge))
                .isEqualTo("YpDNXIyb+w27/rfSbkBdmCelzduPm1DJnsR+efmv/eM=");
    }

    @Test
    void saltedChallengesAreSignedWithTheDerivedKey() throws Exception {
        Dict extra =
                Dict.of(
                        "challenge",
                        CHALLENGE,
                        "salt",
                        "salt123",
                        "iterations",
                        1000L,
                        "keylen",
                        32L);
        assertThat(WampCra.answer("secret1", new Challenge("wampcra", extra)))
                .isEqualTo("ys8Q3lW29SZd4Wv8bJ3Mgd/JrGvOE/b0jhXtOajS4c4=");
    }

    @Test
    void saltingHasDefaults() throws Exception {
        Challenge sparse =
                new Challenge("wampcra", Dict.of("challenge", CHALLENGE, "salt", "salt123"));
        assertThat(WampCra.answer("secret1", sparse))
                .isEqualTo("ys8Q3lW29SZd4Wv8bJ3Mgd/JrGvOE/b0jhXtOajS4c4=");
    }

    @Test
    void onlyTheRightSignatureVerifies() {
        byte[] key = WampCra.key("secret1");
        String signature = WampCra.sign(key, CHALLENGE);
        assertThat(WampCra.verifies(key, CHALLENGE, signature)).isTrue();
        assertThat(WampCra.verifies(key, CHALLENGE + " ", signature)).isFalse();
        assertThat(WampCra.verifies(WampCra.key("secret2"), CHALLENGE, signature)).isFalse();
        assertThat(WampCra.verifies(key, CHALLENGE, "")).isFalse();
        assertThat(WampCra.verifies(key, CHALLENGE, signature + "\u00e9")).isFalse();
    }

    @Test
    void challengesWithoutAnythingToSignAreRefused() {
        assertThatThrownBy(() -> WampCra.answer("s", new Challenge("wampcra", Dict.EMPTY)))
                .isInstanceOf(ChallengeException.class);
    }

    @Test
    void challengesThatWouldTakeForeverAreRefused() {
        for (long iterations : new long[] {-1, 0, 10_000_001, Long.MAX_VALUE}) {
            Dict extra = Dict.of("challenge", "{}", "salt", "s", "iterations", iterations);
            assertThatThrownBy(() -> WampCra.answer("s", new Challenge("wampcra", extra)))
                    .isInstanceOf(ChallengeException.class)
                    .hasMessageContaining("iterations");
        }
        Dict longKey = Dict.of("challenge", "{}", "salt", "s", "keylen", 1L << 40);
        assertThatThrownBy(() -> WampCra.answer("s", new Challenge("wampcra", longKey)))
                .isInstanceOf(ChallengeException.class)
                .hasMessageContaining("keylen");
    }
}
