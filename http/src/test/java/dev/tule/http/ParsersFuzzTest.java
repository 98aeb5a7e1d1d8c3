package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Our own parsers of outside bytes; those of HTTP and of frames are Netty's. Run over the kept
 * corpus in every build, and with {@code JAZZER_FUZZ=1} over new inputs.
 */
class ParsersFuzzTest {

    private static String chars(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @FuzzTest
    void requestTargetLosesNothing(byte[] bytes) {
        String sent = chars(bytes);
        RequestTarget.parse(sent)
                .ifPresent(
                        target -> {
                            assertThat(target.rawPath()).isNotEmpty();
                            assertThat(target.rawPath()).doesNotContain("?");
                            if (sent.startsWith("/")) {
                                assertThat(target.authority()).isEmpty();
                                String query = sent.contains("?") ? "?" + target.rawQuery() : "";
                                assertThat(target.rawPath() + query).isEqualTo(sent);
                            }
                        });
    }

    @FuzzTest
    void originIsAllowedOnlyForTheSameHost(byte[] bytes) {
        String origin = chars(bytes);
        if (ServerHandshake.isAllowed(origin, "tule.example:8080", Set.of())) {
            assertThat(origin.toLowerCase(java.util.Locale.ROOT))
                    .matches(
                            "[^/]*//([^@/]*@)?(tule\\.example|localhost|127\\.0\\.0\\.1|\\[::1])(:.*|/.*|\\?.*|#.*)?");
        }
    }

    @FuzzTest
    void extensionOffersNeverFail(byte[] bytes) {
        WebSocketCodecs.negotiate(List.of(chars(bytes)), WebSocketOptions.defaults());
    }
}
