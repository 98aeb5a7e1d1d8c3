package dev.tule.wamp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "com.myapp.topic1", "com.My-App.T\u00f6pic", "a.b/c"})
    void looseUrisAreTaken(String uri) {
        assertThat(UriRule.LOOSE.accepts(Uri.of(uri), MatchPolicy.EXACT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "a..b", "a b", "a.b#c", "a\tb", "a\u00a0b", "a\u2003b"})
    void brokenUrisAreRefused(String uri) {
        assertThat(UriRule.LOOSE.accepts(Uri.of(uri), MatchPolicy.EXACT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.", "a..b", ".", "..a"})
    void patternsMayHaveEmptyComponents(String uri) {
        assertThat(UriRule.LOOSE.accepts(Uri.of(uri), MatchPolicy.WILDCARD)).isTrue();
        assertThat(UriRule.STRICT.accepts(Uri.of(uri), MatchPolicy.PREFIX)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a_1.b2, true", "A.b, false", "a-b, false", "\u00fc, false"})
    void strictUrisAreOfLowerCaseLettersDigitsAndUnderscores(String uri, boolean accepted) {
        assertThat(UriRule.STRICT.accepts(Uri.of(uri), MatchPolicy.EXACT)).isEqualTo(accepted);
    }

    @org.junit.jupiter.api.Test
    void veryLongUrisAreRefused() {
        String longest = "a".repeat(UriRule.MAX_LENGTH);
        assertThat(UriRule.LOOSE.accepts(Uri.of(longest), MatchPolicy.EXACT)).isTrue();
        assertThat(UriRule.LOOSE.accepts(Uri.of(longest + "a"), MatchPolicy.EXACT)).isFalse();
    }
}
