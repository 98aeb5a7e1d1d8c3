package dev.tule.wamp.router.matching;

import static dev.tule.wamp.MatchPolicy.EXACT;
import static dev.tule.wamp.MatchPolicy.PREFIX;
import static dev.tule.wamp.MatchPolicy.WILDCARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.MatchPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternIndexTest {

    private record Pattern(MatchPolicy match, String uri) {
        boolean matches(String topic) {
            return switch (match) {
                case EXACT -> topic.equals(uri);
                case PREFIX -> topic.startsWith(uri);
                case WILDCARD -> {
                    String[] wanted = uri.split("\\.", -1);
                    String[] given = topic.split("\\.", -1);
                    boolean all = wanted.length == given.length;
                    for (int i = 0; all && i < wanted.length; i++) {
                        all = wanted[i].isEmpty() || wanted[i].equals(given[i]);
                    }
                    yield all;
                }
            };
        }
    }

    /** The seven registrations and calls that the specification works through. */
    @ParameterizedTest
    @CsvSource({
        "a1.b2.c3.d4.e55, 1",
        "a1.b2.c3.d98.e74, 2",
        "a1.b2.c3.d4.e325, 3",
        "a1.b2.c55.d4.e5, 4",
        "a1.b2.c33.d4.e5, 5",
        "a1.b2.c88.d4.e5.f6.g7, 6",
        "a2.b2.c2.d2.e2, 0"
    })
    void aCallGoesToTheRegistrationThatTheSpecificationNames(String procedure, int expected) {
        List<Pattern> registrations =
                List.of(
                        new Pattern(EXACT, "a1.b2.c3.d4.e55"),
                        new Pattern(PREFIX, "a1.b2.c3"),
                        new Pattern(PREFIX, "a1.b2.c3.d4"),
                        new Pattern(WILDCARD, "a1.b2..d4.e5"),
                        new Pattern(WILDCARD, "a1.b2.c33..e5"),
                        new Pattern(WILDCARD, "a1.b2..d4.e5..g7"),
                        new Pattern(WILDCARD, "a1.b2..d4..f6.g7"));
        for (int rotation = 0; rotation < 7; rotation++) {
            PatternIndex<Integer> index = new PatternIndex<>();
            for (int i = 0; i < 7; i++) {
                int number = (i + rotation) % 7;
                Pattern pattern = registrations.get(number);
                index.put(pattern.match, pattern.uri, number + 1);
            }
            assertThat(index.best(procedure)).isEqualTo(expected == 0 ? null : expected);
        }
    }

    /** The examples of prefix matching, one of which ends within a component. */
    @ParameterizedTest
    @CsvSource({
        "com.myapp.myobject1.myprocedure1, true",
        "com.myapp.myobject1-mysubobject1, true",
        "com.myapp.myobject1.mysubobject1.myprocedure1, true",
        "com.myapp.myobject1, true",
        "com.myapp.myobject2, false",
        "com.myapp.myobject, false"
    })
    void anyPrefixMatches(String procedure, boolean matches) {
        PatternIndex<String> index = new PatternIndex<>();
        index.put(PREFIX, "com.myapp.myobject1", "it");
        assertThat(index.best(procedure)).isEqualTo(matches ? "it" : null);
    }

    @Test
    void itFindsWhatALinearSearchFinds() {
        Random random = new Random(11);
        PatternIndex<Pattern> index = new PatternIndex<>();
        Map<Pattern, Pattern> model = new HashMap<>();
        for (int round = 0; round < 4_000; round++) {
            MatchPolicy match = List.of(EXACT, PREFIX, WILDCARD).get(random.nextInt(3));
            Pattern pattern = new Pattern(match, uri(random, match == WILDCARD));
            if (random.nextInt(3) == 0) {
                index.remove(match, pattern.uri);
                model.remove(pattern);
            } else {
                index.put(match, pattern.uri, pattern);
                model.put(pattern, pattern);
            }
            assertThat(index.get(match, pattern.uri)).isEqualTo(model.get(pattern));
            String topic = uri(random, false);
            List<Pattern> found = new ArrayList<>();
            index.match(topic, found::add);
            List<Pattern> expected = model.keySet().stream().filter(p -> p.matches(topic)).toList();
            assertThat(found).as(topic).containsExactlyInAnyOrderElementsOf(expected);
        }
        for (Pattern pattern : List.copyOf(model.keySet())) {
            index.remove(pattern.match, pattern.uri);
        }
        assertThat(index.isEmpty()).isTrue();
    }

    private static String uri(Random random, boolean wildcards) {
        StringBuilder uri = new StringBuilder();
        int components = 1 + random.nextInt(4);
        for (int i = 0; i < components; i++) {
            uri.append(i == 0 ? "" : ".");
            if (!wildcards || random.nextBoolean()) {
                uri.append("ab".charAt(random.nextInt(2)));
                uri.append(random.nextInt(4) == 0 ? "b" : "");
            }
        }
        return uri.toString();
    }
}
