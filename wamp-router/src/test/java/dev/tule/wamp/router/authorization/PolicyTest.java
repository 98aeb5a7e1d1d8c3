package dev.tule.wamp.router.authorization;

import static dev.tule.wamp.MatchPolicy.EXACT;
import static dev.tule.wamp.MatchPolicy.PREFIX;
import static dev.tule.wamp.MatchPolicy.WILDCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authorization.Patterns.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final Permission SECRET = Permission.of("a.b.secret", EXACT);

    private static boolean allows(Role role, Action action, String uri, MatchPolicy match) {
        Decision decision = Policy.of(role).decide(new Question(action, Uri.of(uri), match));
        return decision != null && decision.allowed();
    }

    private static boolean publishes(Role role, String uri) {
        return allows(role, Action.PUBLISH, uri, EXACT);
    }

    private static boolean subscribes(Role role, String uri, MatchPolicy match) {
        return allows(role, Action.SUBSCRIBE, uri, match);
    }

    @Test
    void whatNoPermissionMatchesIsDenied() {
        Role role = Role.of("r", Permission.of("a.b", EXACT, Action.PUBLISH));
        assertThat(publishes(role, "a.b")).isTrue();
        assertThat(publishes(role, "a.b.c")).isFalse();
        assertThat(subscribes(role, "a.b", EXACT)).isFalse();
        assertThat(publishes(Role.of("none"), "a.b")).isFalse();
    }

    @Test
    void theBestPermissionDecidesAlone() {
        Role role =
                Role.of(
                        "r",
                        Permission.of("a.", PREFIX, Action.PUBLISH, Action.CALL),
                        Permission.of("a.b.", PREFIX, Action.CALL),
                        Permission.of("a.b.c", EXACT, Action.PUBLISH),
                        Permission.of("d..e", WILDCARD, Action.PUBLISH));
        assertThat(publishes(role, "a.x")).isTrue();
        assertThat(publishes(role, "a.b.x")).isFalse();
        assertThat(publishes(role, "a.b.c")).isTrue();
        assertThat(allows(role, Action.CALL, "a.b.c", EXACT)).isFalse();
        assertThat(publishes(role, "d.x.e")).isTrue();
        assertThat(publishes(role, "d.x.f")).isFalse();
    }

    @Test
    void aPatternIsAllowedIfAllOfItIs() {
        Role role = Role.of("r", Permission.of("a.b.", PREFIX, Action.SUBSCRIBE), SECRET);
        assertThat(subscribes(role, "a.b.c.", PREFIX)).isTrue();
        assertThat(subscribes(role, "a.b.x", EXACT)).isTrue();
        assertThat(subscribes(role, "a.b.secret", EXACT)).isFalse();
        // These would bring a.b.secret along, or more than a.b.
        assertThat(subscribes(role, "a.b.", PREFIX)).isFalse();
        assertThat(subscribes(role, "a.b.s", PREFIX)).isFalse();
        assertThat(subscribes(role, "a.b.", WILDCARD)).isFalse();
        assertThat(subscribes(role, "a.b", PREFIX)).isFalse();
        assertThat(subscribes(role, "", PREFIX)).isFalse();
        assertThat(subscribes(role, "a..x", WILDCARD)).isFalse();
        assertThat(subscribes(role, "a.b..x", WILDCARD)).isTrue();
    }

    @Test
    void othersSessionsAreEndedByThoseWhoMayByName() {
        Role all = Role.of("all", Permission.all());
        Role force =
                Role.of(
                        "force",
                        Permission.all(),
                        Permission.of("wamp.session.", PREFIX, Action.CALL));
        for (String uri : List.of("wamp.session.kill", "wamp.session.kill_all")) {
            assertThat(allows(all, Action.CALL, uri, EXACT)).isFalse();
            assertThat(allows(force, Action.CALL, uri, EXACT)).isTrue();
            assertThat(Policy.of(all).allowsAll(Uri.of(uri))).isFalse();
        }
        assertThat(allows(all, Action.CALL, "wamp.session.list", EXACT)).isTrue();
        assertThat(Policy.of(all).allowsAll(Uri.of("com.example"))).isTrue();
        assertThat(Policy.of(force).allowsAll(Uri.of("com.example"))).isFalse();
    }

    @Test
    void anAuthorizerDecidesWhereNoPermissionMatches() {
        Role role = Role.of("r", SECRET).withAuthorizer(Uri.of("com.example.authorize"));
        Policy policy = Policy.of(role);
        assertThat(policy.decide(Question.of(Action.CALL, Uri.of("a.b.x")))).isNull();
        assertThat(policy.decide(Question.of(Action.CALL, Uri.of("a.b.secret"))))
                .isEqualTo(Decision.DENIED);
    }

    @Test
    void twoPermissionsForOnePatternAreRefused() {
        assertThatThrownBy(() -> Role.of("r", SECRET, SECRET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the permissions: a pattern that is allowed holds no URI that isn't. */
    @Test
    void noPatternBringsWhatItsUrisWouldNot() {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> uris = uris();
        int granted = 0;
        for (int round = 0; round < 3000; round++) {
            List<Permission> permissions = new ArrayList<>();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                Pattern pattern = pattern(random);
                boolean fresh =
                        permissions.stream()
                                .noneMatch(
                                        p ->
                                                p.uri().value().equals(pattern.text())
                                                        && p.match() == pattern.match());
                if (fresh) {
                    Set<Action> allow = random.nextInt(3) > 0 ? Set.of(Action.SUBSCRIBE) : Set.of();
                    permissions.add(
                            new Permission(Uri.of(pattern.text()), pattern.match(), allow, false));
                }
            }
            Role role = new Role("r", permissions, java.util.Optional.empty());
            Pattern asked = pattern(random);
            if (subscribes(role, asked.text(), asked.match())) {
                granted++;
                for (String uri : uris) {
                    if (Patterns.covers(asked, new Pattern(uri, EXACT))) {
                        assertThat(subscribes(role, uri, EXACT))
                                .as("seed %s: %s of %s by %s", seed, uri, asked, permissions)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(granted).as("seed %s", seed).isGreaterThan(100);
    }

    private static Pattern pattern(Random random) {
        MatchPolicy match = List.of(EXACT, PREFIX, WILDCARD).get(random.nextInt(3));
        List<String> components = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            boolean empty = match == WILDCARD && random.nextInt(3) == 0;
            components.add(empty ? "" : List.of("a", "b", "ab").get(random.nextInt(3)));
        }
        String text = String.join(".", components);
        if (match == PREFIX) {
            text = random.nextInt(5) == 0 ? "" : random.nextBoolean() ? text + "." : text;
        }
        return new Pattern(text, match);
    }

    private static List<String> uris() {
        List<String> uris = new ArrayList<>(List.of("a", "b", "ab"));
        for (int from = 0, length = 0; length < 3; length++) {
            int to = uris.size();
            for (String uri : List.copyOf(uris.subList(from, to))) {
                uris.addAll(List.of(uri + ".a", uri + ".b", uri + ".ab", uri + ".abc"));
            }
            from = to;
        }
        return uris;
    }
}
