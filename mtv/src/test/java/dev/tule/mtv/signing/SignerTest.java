package dev.tule.mtv.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.library.Library;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignerTest {
    private static final Duration DAY = Duration.ofDays(1);
    private final Library.Settings settings = new Library.Settings();
    private final Signer signer = new Signer(settings, "tests");

    @Test
    void aSignedValueComesBack() {
        assertThat(signer.unsign(signer.sign("a:b"), DAY)).isEqualTo("a:b");
        assertThat(signer.loads(signer.dumps(Map.of("n", List.of(1, "ü"))), DAY))
                .isEqualTo(Map.of("n", List.of(1L, "ü")));
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String signed = signer.sign("value");
        for (int i = 0; i < signed.length(); i++) {
            String changed =
                    signed.substring(0, i)
                            + (signed.charAt(i) == 'x' ? 'y' : 'x')
                            + signed.substring(i + 1);
            assertThatThrownBy(() -> signer.unsign(changed, DAY)).isInstanceOf(BadSignature.class);
        }
        for (String nonsense : List.of("", ":", "::", "value", "value:1")) {
            assertThatThrownBy(() -> signer.unsign(nonsense)).isInstanceOf(BadSignature.class);
        }
    }

    @Test
    void anotherPurposesSignatureIsWorthNothing() {
        String signed = new Signer(settings, "other").sign("value");

        assertThatThrownBy(() -> signer.unsign(signed, DAY)).isInstanceOf(BadSignature.class);
    }

    @Test
    void anOldValueIsRefused() {
        String signed = signer.sign("value");
        settings.clock = Clock.fixed(Library.NOW.plus(DAY).plusSeconds(1), ZoneOffset.UTC);
        Signer tomorrow = new Signer(settings, "tests");

        assertThatThrownBy(() -> tomorrow.unsign(signed, DAY)).hasMessageContaining("too old");
        assertThat(tomorrow.unsign(signed, DAY.plusSeconds(1))).isEqualTo("value");
    }

    @Test
    void aFormerKeyStillVerifies() {
        String signed = signer.sign("value");
        settings.secretKeyFallbacks = List.of(settings.secretKey);
        settings.secretKey = "another-key-of-the-tests-that-is-long-enough";

        assertThat(new Signer(settings, "tests").unsign(signed, DAY)).isEqualTo("value");
        settings.secretKeyFallbacks = List.of();
        assertThatThrownBy(() -> new Signer(settings, "tests").unsign(signed, DAY))
                .isInstanceOf(BadSignature.class);
    }
}
